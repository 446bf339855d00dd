// What agent and supervisor tell each other about hooks.
#pragma once

#include "base/process.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::agent {

/// What to run. The environment is exact; stdin is /dev/null; stdout and stderr go line by line to the machine's
/// log as "unit.<unit>.<hook>" at DEBUG and WARNING.
struct HookStart {
  std::string id;                       // the agent's own, durable before it starts the hook; unique on the machine
  std::string unit;                     // "wordpress/0"
  std::string hook;                     // "install"; names the log's module
  std::string program;                  // absolute path, executed directly
  std::vector<std::string> argv;        // argv[0] included
  std::vector<std::string> environment; // "NAME=value"
  std::string cwd;
};

/// The end of a hook: an exit code, a signal, or that it could not be started at all.
struct HookExit {
  std::string id;
  ExitStatus status;
  std::string start_error; // "permission denied", "no such file or directory", …; empty if it ran
};

/// A hook the supervisor knows: running (no exit), or ended and not yet acknowledged.
struct HookRecord {
  std::string id;
  std::string unit;
  std::string hook;
  std::optional<HookExit> exit;
};

} // namespace periapt::agent
