// Overlays over a bundle, as YAML documents. Inside bundle*.cpp only. Rule: contract/bundles.md, 1.1 and 1.2.
#pragma once

#include "charm/bundle.h"
#include "charm/yaml_value.h"

namespace periapt::charm {

const YamlValue* find_in(const YamlMap& map, const std::string& key);
/// nullptr unless it is a mapping.
const YamlMap* map_in(const YamlMap& map, const std::string& key);

/// The documents of the files joined into one: paths absolute, includes read, the folder of a charm's file beside it
/// as "charm-folder".
YamlMap merged_bundle(const BundleFile& base, const std::vector<BundleFile>& overlays);

} // namespace periapt::charm
