// A hook's whole environment: exactly these variables, nothing inherited but the PATH's tail.
// Rule: contract/environment.md, sections 1 to 3 and 12.
#pragma once

#include "agent/hook_runner.h"

#include <string>
#include <vector>

namespace periapt::agent {

/// Where the hook finds things; strings as it sees them.
struct HookPaths {
  std::string charm;  // charm folder, cwd
  std::string tools;  // folder of the tools' links, first in PATH
  std::string socket; // of the tools
  std::string path;   // the agent's own PATH
};

/// "NAME=value", in the contract's order.
std::vector<std::string> hook_environment(const HookRun& run, const HookPaths& paths);

} // namespace periapt::agent
