#include "cli/yaml_fields.h"

#include <algorithm>

namespace periapt::cli {

using charm::YamlMap;
using charm::YamlValue;

const YamlValue* find_field(const YamlMap& map, const std::string& key) {
  const auto found = std::find_if(map.begin(), map.end(), [&](const auto& field) { return field.first == key; });
  return found == map.end() ? nullptr : &found->second;
}

const YamlMap& map_field(const YamlMap& map, const std::string& key) {
  static const YamlMap nothing;
  const auto* value = find_field(map, key);
  const auto* found = value ? std::get_if<YamlMap>(&value->data) : nullptr;
  return found ? *found : nothing;
}

std::string text_field(const YamlMap& map, const std::string& key) {
  const auto* value = find_field(map, key);
  const auto* text = value ? std::get_if<std::string>(&value->data) : nullptr;
  return text ? *text : "";
}

std::vector<std::string> text_list_field(const charm::YamlMap& map, const std::string& key) {
  std::vector<std::string> texts;
  const auto* field = find_field(map, key);
  if (!field || !std::holds_alternative<charm::YamlList>(field->data)) return texts;
  for (const auto& item : std::get<charm::YamlList>(field->data))
    if (const auto* text = std::get_if<std::string>(&item.data)) texts.push_back(*text);
  return texts;
}

YamlMap& editable_map(YamlMap& parent, const std::string& key) {
  if (!find_field(parent, key)) parent.emplace_back(key, YamlMap{});
  const auto found = std::find_if(parent.begin(), parent.end(), [&](const auto& field) { return field.first == key; });
  if (!std::holds_alternative<YamlMap>(found->second.data)) found->second = YamlMap{};
  return std::get<YamlMap>(found->second.data);
}

void set_field(YamlMap& map, const std::string& key, YamlValue value) {
  const auto found = std::find_if(map.begin(), map.end(), [&](const auto& field) { return field.first == key; });
  if (found == map.end()) map.emplace_back(key, std::move(value));
  else found->second = std::move(value);
}

} // namespace periapt::cli
