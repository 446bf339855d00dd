// Walking and changing nested mappings by their keys.
#pragma once

#include "charm/yaml_value.h"

#include <span>
#include <string>

namespace periapt::charm {

/// The value of `key`; nullptr when it is absent or `value` is no mapping.
const YamlValue* find_key(const YamlValue& value, const std::string& key);
const YamlValue* find_key(YamlValue&& value, const std::string& key) = delete; // what it finds would go with it
/// The value that the keys lead to, one mapping below the other; nullptr when they lead nowhere.
const YamlValue* find_path(const YamlValue& value, std::span<const std::string> keys);

/// Puts `value` where the keys lead, making mappings on the way; what stands there, or in the way, is replaced.
void insert_at(YamlMap& map, std::span<const std::string> keys, YamlValue value);
/// Puts everything of `more` over `map`: mappings are merged, other values replaced.
void merge_into(YamlMap& map, const YamlMap& more);

} // namespace periapt::charm
