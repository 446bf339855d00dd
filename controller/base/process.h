// Starting programs. posix_spawn does not grow with the parent as fork does (STACK section 4), so modeld and
// the agent start everything through here. The child sees exactly the given environment and descriptors:
// everything unmapped is closed, except that an unmapped 0, 1 or 2 is /dev/null. Signals are reset.
// Errors: std::system_error. Any thread.
#pragma once

#include "base/unique_fd.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace periapt {

/// How a process ended: an exit code, or the signal that killed it.
struct ExitStatus {
  int code = 0;
  int signal = 0; // 0: exited by itself
  bool success() const noexcept { return code == 0 && signal == 0; }
  auto operator<=>(const ExitStatus&) const = default;
};
/// From waitpid's status word.
ExitStatus exit_status_of(int wait_status);
/// "exit status 1", "signal: killed"
std::string describe(const ExitStatus& status);

struct FdMapping {
  int child_fd = -1;
  int parent_fd = -1; // borrowed until spawn() returns
};

enum class ProcessGroup { inherit, own_group, own_session };

struct ProcessSpec {
  std::filesystem::path program;        // no PATH search
  std::vector<std::string> argv;        // argv[0] included
  std::vector<std::string> environment; // "NAME=value", exactly these
  std::filesystem::path cwd;            // empty: the parent's
  std::vector<FdMapping> fds;
  ProcessGroup group = ProcessGroup::own_group;
};

/// A child that was started and must be waited for. Destroying it does neither wait nor kill.
class Process {
public:
  Process(pid_t pid, UniqueFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
  pid_t pid() const noexcept { return pid_; }
  /// Becomes readable when the process ended.
  int pidfd() const noexcept { return pidfd_.get(); }
  /// Through the pidfd, so never another process that got the same id. False if it is gone.
  bool kill(int signal) const;
  ExitStatus wait();
  std::optional<ExitStatus> wait_for(std::chrono::milliseconds timeout);

private:
  pid_t pid_;
  UniqueFd pidfd_;
};

Process spawn(const ProcessSpec& spec);

/// A descriptor for any process; empty if it does not exist.
UniqueFd open_pidfd(pid_t pid);
bool signal_pidfd(int pidfd, int signal);
/// False when the time ran out first.
bool wait_pidfd(int pidfd, std::chrono::milliseconds timeout);

/// This process's environment, for children that inherit it.
std::vector<std::string> current_environment();

} // namespace periapt
