// The agent of a machine as a process: `model-agent run --dir DIR`, started by the machine's supervisor. It wires
// the core (machine_agent.h) to the world: event stream and requests of the controller, the supervisor, state.db,
// the log. One thread runs all of it; only a charm is unpacked on another.
#pragma once

#include <filesystem>

namespace periapt::agent {

/// Runs until it is killed, by SIGTERM or anything else; everything it must not lose is on disk by then. Throws what it cannot go on from:
/// no supervisor, an unreadable machine.conf or state.db.
void run_agent(const std::filesystem::path& folder);

} // namespace periapt::agent
