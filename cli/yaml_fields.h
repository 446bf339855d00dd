// Small readings and changes of a client file's document. Pure; any thread.
#pragma once

#include "charm/yaml_value.h"

#include <string>
#include <vector>

namespace periapt::cli {

/// nullptr when it is not there.
const charm::YamlValue* find_field(const charm::YamlMap& map, const std::string& key);
/// Empty when it is not there, or is something else.
const charm::YamlMap& map_field(const charm::YamlMap& map, const std::string& key);
std::string text_field(const charm::YamlMap& map, const std::string& key);
std::vector<std::string> text_list_field(const charm::YamlMap& map, const std::string& key);

/// The mapping at `key`, made if it is not there.
charm::YamlMap& editable_map(charm::YamlMap& parent, const std::string& key);
void set_field(charm::YamlMap& map, const std::string& key, charm::YamlValue value);

} // namespace periapt::cli
