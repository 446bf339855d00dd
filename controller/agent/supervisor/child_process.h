// How the supervisor starts what it is the parent of. By vfork, not posix_spawn: only code of ours between it and
// exec can ask the kernel to kill the child when the supervisor dies (PR_SET_PDEATHSIG). By vfork, not fork: copying
// the page tables of a few megabytes takes a third of the time until /bin/true has ended.
// Supervisor only: it is single-threaded.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace periapt::agent {

struct ChildSpec {
  std::string program; // absolute
  std::vector<std::string> argv;
  std::vector<std::string> environment; // exact
  std::string cwd;                      // empty: the supervisor's
  std::vector<int> fds;                 // becomes 0, 1, 2, … in the child; all others are closed
};

/// In a process group of its own, signals reset, dies with the supervisor.
/// Throws std::system_error if it could not be started, with exec's own error.
pid_t start_child(const ChildSpec& spec);

} // namespace periapt::agent
