// One run of one handler from beginning to end, the same for every tool: find the tool, write RUN, run it, read what
// came of it, publish, tell the agent. Rule: contract/wrappers.md, section 4.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::adapters {

struct HandlerRun {
  std::filesystem::path charm;
  std::filesystem::path state; // of the unit's handlers
  std::string event;
  std::vector<std::string> environment;
  bool preview = false;
};

/// Returns the exit status: 0 unless the run has failed. Throws what nobody could be told of.
int run_handler(const HandlerRun& run);

} // namespace periapt::adapters
