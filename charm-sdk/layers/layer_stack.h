// All layers of a charm in the order in which they are put together. Rule: contract/charm-format.md 11.3.
// Errors: those of LayerSearch; Error(invalid) `layers include each other: …` and for one name that stands for two
// layers. Threads: one at a time.
#pragma once

#include "layers/layer_search.h"

#include <vector>

namespace periapt::layers {

struct LayerStack {
  std::vector<Layer> layers; // lowest first; the last is the charm itself
  std::vector<InterfaceLayer> interfaces;
};

/// Depth first, a layer after what it includes, each once.
LayerStack resolve_layers(LayerPlace charm, const LayerSearch& search);

} // namespace periapt::layers
