// Leaving no process behind. A machine's processes are the descendants of its supervisor; when that was killed
// they have lost their parent but not the environment their hook gave them.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <vector>

namespace periapt {

/// SIGTERM, after `grace` SIGKILL, to every descendant of this process, those included that appear meanwhile,
/// until none is left. Reaps this process's children: call it where nobody else waits for any.
/// False if some could not be killed within `limit` (they hang in the kernel).
bool end_descendants(std::chrono::milliseconds grace, std::chrono::milliseconds limit);

/// Processes whose environment has a JUJU_CHARM_DIR or JUJU_AGENT_SOCKET_ADDRESS below `folder`, in any state
/// but ended; those this user may not inspect are not found.
std::vector<pid_t> processes_of_machine(const std::filesystem::path& folder);
/// SIGKILL to processes_of_machine() until none is left, as a reboot would. False as above.
bool kill_processes_of_machine(const std::filesystem::path& folder, std::chrono::milliseconds limit);

} // namespace periapt
