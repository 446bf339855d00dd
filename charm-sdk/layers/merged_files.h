// The files that are merged, not copied: their text made of all layers' versions.
// Rule: contract/charm-format.md 11.4. Errors: Error(invalid) that names file and layers. Threads: any.
#pragma once

#include "layers/plan.h"

#include "charm/yaml_value.h"

#include <string>

namespace periapt::layers {

/// metadata.yaml: series with the higher layers' first, maintainers of the highest layer only, keys in a fixed order.
charm::YamlMap merge_metadata(const PlannedFile& planned, const LayerStack& stack);

/// config.yaml, actions.yaml, dist.yaml and resources.yaml.
charm::YamlMap merge_yaml_file(const std::string& path, const PlannedFile& planned, const LayerStack& stack);

/// layer.yaml of the built charm: all layers' put together, options checked and completed with their defaults.
/// Throws `options set for a layer that defines none: "x"` and `invalid options of layer "x": …`.
charm::YamlMap merge_layer_yaml(const PlannedFile& planned, const std::string& charm_name);

} // namespace periapt::layers
