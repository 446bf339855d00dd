// What layers let those above them choose: each layer `defines` options as JSON-Schema properties, any layer sets
// them. Rule: contract/charm-format.md 11.6. Errors: Error(invalid). Threads: one at a time.
#pragma once

#include "charm/yaml_value.h"

#include <map>
#include <string>

namespace periapt::layers {

class LayerOptions {
public:
  /// `properties` may be null: a layer without options of its own.
  void define(const std::string& layer, const charm::YamlValue* properties);

  /// All that was set, checked, with defaults where nothing was; an entry for each layer that has a layer.yaml.
  charm::YamlMap complete(const charm::YamlValue* set) const;

private:
  std::map<std::string, charm::YamlMap> properties_;
};

} // namespace periapt::layers
