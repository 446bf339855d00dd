// Calls the hook tools of the unit whose handler runs: the only way in which an adapter speaks to its agent.
#pragma once

#include "base/process.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::adapters {

struct ToolAnswer {
  ExitStatus status;
  std::string out;
  std::string err;
};

class HookTools {
public:
  /// The tools are in the first folder of the PATH, as the agent has it. Throws Error(invalid) outside of a hook.
  explicit HookTools(std::vector<std::string> environment);

  ToolAnswer call(const std::string& tool, const std::vector<std::string>& arguments) const;
  /// What it prints. Throws Error(unavailable) with what it says when it fails.
  std::string ask(const std::string& tool, const std::vector<std::string>& arguments) const;

private:
  std::vector<std::string> environment_;
  std::filesystem::path client_;
};

/// The value of NAME in "NAME=value" entries; empty when it is not there.
std::string variable(const std::vector<std::string>& environment, std::string_view name);

} // namespace periapt::adapters
