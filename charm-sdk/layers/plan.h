// Which layers give which file of the charm, and how their versions of it become one.
// Rule: contract/charm-format.md 11.4, "Merge per file". Errors: Error(invalid) where layers cannot stand together,
// and for what no charm may hold (devices, links out of the layer). Threads: one at a time.
#pragma once

#include "layers/layer_stack.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace periapt::layers {

enum class Tactic { copy, link, folder, metadata, merged_yaml, layer_yaml, wheelhouse, copyright, python_package };

struct Contribution {
  const Layer* layer = nullptr;
  std::filesystem::path source;
};

struct PlannedFile {
  Tactic tactic = Tactic::copy;
  std::vector<Contribution> givers; // lowest first; of a file that is copied only the highest
};

using Plan = std::map<std::string, PlannedFile>;

/// `stack` outlives the plan.
Plan plan_files(const LayerStack& stack);

/// Every file below a folder that `leaves_out` does not name, relative; links included, followed never.
std::vector<std::string> list_files(const std::filesystem::path& folder, const IgnoreList& leaves_out);

} // namespace periapt::layers
