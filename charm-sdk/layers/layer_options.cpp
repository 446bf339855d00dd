#include "layers/layer_options.h"

#include "charm/action_schema.h"
#include "charm/charm.h"
#include "charm/yaml_path.h"
#include "charm/yaml_writer.h"
#include "core/error.h"
#include "layers/yaml_merge.h"

namespace periapt::layers {
namespace {

using charm::YamlMap;
using charm::YamlValue;

YamlMap mapping_or_none(const YamlValue* value, const std::string& what) {
  if (!value || value->is_null()) return {};
  if (const auto* map = std::get_if<YamlMap>(&value->data)) return *map;
  throw make_error(ErrorKind::invalid, "{} are no mapping", what);
}

/// Options are to a layer what parameters are to an action: an object with a schema for each property.
YamlMap complete_options(const std::string& layer, const YamlMap& properties, YamlMap given) {
  const YamlValue schema = YamlMap{{"type", "object"}, {"properties", properties}};
  try {
    charm::check_action_schema(layer, schema);
  } catch (const Error& error) {
    throw make_error(ErrorKind::invalid, "what layer \"{}\" defines is no schema of options: {}", layer, error.what());
  }
  try {
    return charm::complete_parameters({.name = layer, .schema = charm::write_yaml(schema)}, std::move(given));
  } catch (const Error& error) {
    throw make_error(ErrorKind::invalid, "invalid options of layer \"{}\": {}", layer, error.what());
  }
}

} // namespace

void LayerOptions::define(const std::string& layer, const YamlValue* properties) {
  auto defined = mapping_or_none(properties, fmt::format("the options that layer \"{}\" defines", layer));
  deep_merge(properties_[layer], defined);
}

YamlMap LayerOptions::complete(const YamlValue* set) const {
  auto options = mapping_or_none(set, "the options of layer.yaml");
  for (const auto& [layer, values] : options)
    if (!properties_.contains(layer) && layer != "charms.reactive")
      throw make_error(ErrorKind::invalid, "options set for undefined layer: {}", layer);
  for (const auto& [layer, properties] : properties_) {
    const auto* given = find_member(options, layer);
    auto values = mapping_or_none(given, fmt::format("the options of layer \"{}\"", layer));
    set_member(options, layer, complete_options(layer, properties, std::move(values)));
  }
  return options;
}

} // namespace periapt::layers
