// How a command ends when it does not end well. periapt::Error means exit 1 with its message; these two
// are the command line's own. Rule: contract/cli.md, 1.1.
#pragma once

#include <stdexcept>
#include <string>

namespace periapt::cli {

/// The command line itself is wrong: exit 2.
class UsageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

inline constexpr int exit_success = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

/// Each failure has already been told to the user: exit with nothing more.
struct AlreadyReported {
  int status = exit_failed;
};

} // namespace periapt::cli
