// Looking things up in what tools write: what is absent or of another kind is empty.
#pragma once

#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "charm/yaml_value.h"
#include "core/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::adapters {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

inline YamlValue value_at(const YamlValue& value, const std::string& key) {
  const auto* found = charm::find_key(value, key);
  return found ? *found : YamlValue();
}

inline YamlMap map_at(const YamlValue& value, const std::string& key) {
  const auto* found = charm::find_key(value, key);
  const auto* map = found ? std::get_if<YamlMap>(&found->data) : nullptr;
  return map ? *map : YamlMap{};
}

inline YamlList list_at(const YamlValue& value, const std::string& key) {
  const auto* found = charm::find_key(value, key);
  const auto* list = found ? std::get_if<YamlList>(&found->data) : nullptr;
  return list ? *list : YamlList{};
}

inline std::string text_at(const YamlValue& value, const std::string& key) {
  const auto* found = charm::find_key(value, key);
  const auto* text = found ? std::get_if<std::string>(&found->data) : nullptr;
  return text ? *text : "";
}

inline bool flag_at(const YamlValue& value, const std::string& key) {
  const auto* found = charm::find_key(value, key);
  const auto* flag = found ? std::get_if<bool>(&found->data) : nullptr;
  return flag && *flag;
}

inline std::int64_t number_at(const YamlValue& value, const std::string& key) {
  const auto* found = charm::find_key(value, key);
  const auto* number = found ? std::get_if<std::int64_t>(&found->data) : nullptr;
  return number ? *number : 0;
}

/// Any scalar as people read it; nullopt: none, or no scalar.
std::optional<std::string> scalar_text(const YamlValue& value);

/// One value a line; a line that is no JSON is left out.
std::vector<YamlValue> json_lines(std::string_view text);

/// A copy without that key.
YamlMap without(const YamlMap& map, std::string_view key);

} // namespace periapt::adapters
