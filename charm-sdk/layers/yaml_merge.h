// Two layers' versions of one YAML file become one. Rule: contract/charm-format.md 11.4, "Deep merge".
// Errors: Error(invalid) where one layer has a mapping or list and the other something else. Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <string>

namespace periapt::layers {

/// Puts `higher` over `lower`: mappings are merged, items of lists that are not there yet appended, all else
/// replaced; what is empty in `lower` is replaced as well.
void deep_merge(charm::YamlMap& lower, const charm::YamlMap& higher);

/// Removes what "requires.http" leads to; nothing when it leads nowhere.
void delete_path(charm::YamlMap& map, const std::string& dotted_path);

/// The value of `key`; nullptr when it is absent.
charm::YamlValue* find_member(charm::YamlMap& map, const std::string& key);
void remove_member(charm::YamlMap& map, const std::string& key);
void set_member(charm::YamlMap& map, const std::string& key, charm::YamlValue value);

/// Items of a list that are not in `list` yet.
void append_missing(charm::YamlList& list, const charm::YamlList& more);

} // namespace periapt::layers
