// Work that must be cleaned up after, however it ends: an error, Ctrl-C, a kill of the process that does it. So a child
// process does it, and this one waits and cleans up. Threads: one, in a process with no other.
#pragma once

#include <functional>

namespace periapt::cli {

/// Runs `work` in a child process; its result is the exit status. SIGINT, SIGTERM and SIGHUP end the work, not the
/// cleaning up, which is done here. Returns the exit status, or 128 and the signal's number.
int run_guarded(const std::function<int()>& work, const std::function<void()>& clean_up);

} // namespace periapt::cli
