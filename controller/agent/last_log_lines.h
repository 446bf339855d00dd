// What the machine's log still holds when its agent is told to end: the stop and remove hooks of a unit whose
// machine goes with it have just run. The log shipper gathers lines before it sends them; here there is no time left.
// Threads: the caller's, which waits.
#pragma once

#include "agent/state/sqlite_state_store.h"
#include "base/machine_conf.h"

#include <chrono>
#include <filesystem>

namespace periapt::agent {

/// Sends the log from the offset in `store` on; gives up after `patience`, or when the controller is not there.
void ship_last_lines(SqliteStateStore& store, const MachineConf& conf, const std::filesystem::path& folder,
                     std::chrono::milliseconds patience);

} // namespace periapt::agent
