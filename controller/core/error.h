// The one root of failures. A failure is thrown as Error with a kind from a closed list; one table
// (wire/error_codec) maps the kind to its wire string and HTTP status, the CLI maps it to an exit code.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace periapt {

enum class ErrorKind {
  not_found,      // the named thing does not exist, or the caller may not know whether it does
  already_exists, // the name is taken
  invalid,        // the input is wrong and would be wrong again
  conflict,       // the input is fine but the state does not allow it now
  denied,         // the caller may not do this
  unavailable,    // try again later: no connection, full disk, shutting down
  internal,       // our mistake
};

/// Message: lower case, names in quotes, cause last, no final period.
class Error : public std::runtime_error {
public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  ErrorKind kind() const noexcept { return kind_; }

private:
  ErrorKind kind_;
};

/// throw make_error(ErrorKind::not_found, "application \"{}\" not found", name);
template <class... Args>
Error make_error(ErrorKind kind, fmt::format_string<Args...> format, Args&&... args) {
  return Error(kind, fmt::format(format, std::forward<Args>(args)...));
}

} // namespace periapt
