// The supervisor of a machine: `model-agent supervise --dir DIR`. One small single-threaded process without Asio,
// the parent of the machine's agent and of every hook, and child subreaper of all that they start
// (ADR 0004; DESIGN section 9, rules 8, 9 and 11). Its protocol with the agent: messages.h.
#pragma once

#include <chrono>
#include <filesystem>

namespace periapt::agent {

struct SupervisorOptions {
  std::filesystem::path folder;        // the machine's (base/machine_layout.h); must exist
  std::filesystem::path agent_program; // started as `<agent_program> run --dir <folder>`, socket as descriptor 3
  bool detach = false;                 // `--detach`: go on in a child of its own session, and return to the caller
                                       // with 0 once that holds the folder and is ready
  std::chrono::milliseconds stop_grace{5000}; // at the end: from SIGTERM to SIGKILL
  std::chrono::milliseconds folder_look{10'000}; // how often it looks whether the folder is still there
};

/// Runs until SIGTERM or SIGINT, or until somebody has removed the folder; then stops the agent, kills every descendant,
/// removes the sockets and returns the exit status: 1 if a process could not be killed. Returns 0 at once if another
/// supervisor holds the folder. Call it from a program's main, while the process has one thread. Errors: std::system_error.
int run_supervisor(const SupervisorOptions& options);

} // namespace periapt::agent
