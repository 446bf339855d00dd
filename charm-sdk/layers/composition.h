// All files of a built charm, in memory. Rule: contract/charm-format.md 11.4 to 11.6. Errors: Error(invalid).
// Threads: one at a time.
#pragma once

#include "layers/layer_stack.h"
#include "layers/output_tree.h"
#include "layers/wheelhouse.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::layers {

struct Composition {
  OutputTree files;
  std::vector<LayerPlace> layers; // lowest first, then interfaces
  std::vector<std::string> warnings;
  std::vector<std::string> advice; // for whoever writes the charm
  RequirementList requirements; // of wheelhouse.txt; empty: there is none
  std::map<std::string, std::string> python_packages; // "lib/x.pypi" -> what it asks for
};

/// Requirements that stand above those of all layers; empty: none.
struct MoreRequirements {
  std::string locked;    // build.lock's
  std::string overrides; // above those
};

Composition compose(const LayerStack& stack, const std::string& charm_name, const MoreRequirements& more = {});

} // namespace periapt::layers
