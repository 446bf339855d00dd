// What agent and supervisor tell each other about hooks.
#pragma once

#include "base/process.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace periapt::agent {

/// Storage that a unit must find at the place that its charm names.
struct StorageMount {
  std::string source;
  std::string target;
  bool read_only = false;
  bool operator==(const StorageMount&) const = default;
};

/// What to run. The environment is exact; stdin holds `input`; stdout and stderr go line by line to the machine's
/// log as "unit.<unit>.<hook>" at DEBUG and WARNING.
struct HookStart {
  std::string id;                       // the agent's own, durable before it starts the hook; unique on the machine
  std::string unit;                     // "wordpress/0"; empty: commands on the machine itself
  std::string hook;                     // "install"; names the log's module
  std::string program;                  // absolute path, executed directly
  std::vector<std::string> argv;        // argv[0] included
  std::vector<std::string> environment; // "NAME=value"
  std::string cwd;
  std::string input;                    // a script, for example; empty: stdin is /dev/null
  bool keeps_output = false;            // its exit tells what it printed, too
  std::vector<StorageMount> mounts;     // all of the unit's: others that it had are taken away
};

/// The end of a hook: an exit code, a signal, or that it could not be started at all.
struct HookExit {
  std::string id;
  ExitStatus status;
  std::string start_error; // "permission denied", "no such file or directory", …; empty if it ran
  // Only of a hook whose output is kept, at most HookOutput::kept_result_limit bytes each:
  std::string out;
  std::string err;
  std::int64_t cut_bytes = 0; // what was printed beyond that
};

/// A hook the supervisor knows: running (no exit), or ended and not yet acknowledged.
struct HookRecord {
  std::string id;
  std::string unit;
  std::string hook;
  std::optional<HookExit> exit;
};

} // namespace periapt::agent
