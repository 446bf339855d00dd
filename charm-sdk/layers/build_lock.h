// build.lock, beside a charm's layer.yaml: which commits of its layers and which versions of Python packages a build took,
// so that the next takes the same. Rule: contract/charm-format.md 11.1.
// Shape: {"locks": [{"type": "layer", "item": "layer:basic", "url", "vcs", "branch", "commit", "subdir"?},
//                   {"type": "python_module", "package", "vcs", "version"}]}; of a layer on this machine url is null.
// Errors: Error(invalid) that names the file. Threads: any.
#pragma once

#include "layers/layer_search.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::layers {

struct BuildLock {
  std::map<std::string, LayerRepository> layers; // by what includes call them
  std::string requirements;                      // lines as in wheelhouse.txt
};

/// `follow_branches`: where a layer was got by a branch, what that holds now instead of the commit.
BuildLock read_lock(const std::filesystem::path& charm, bool follow_branches);

/// `archives`: names of the files in the charm's wheelhouse.
std::string write_lock(const std::vector<LayerPlace>& layers, const std::vector<std::string>& archives);

inline constexpr const char* lock_name = "build.lock";

} // namespace periapt::layers
