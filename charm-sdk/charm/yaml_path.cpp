#include "charm/yaml_path.h"

#include <algorithm>

namespace periapt::charm {
namespace {

auto place_of(auto& map, const std::string& key) {
  return std::find_if(map.begin(), map.end(), [&](const auto& entry) { return entry.first == key; });
}

/// The value of `key`, made if it is not there.
YamlValue& member(YamlMap& map, const std::string& key) {
  const auto found = place_of(map, key);
  return found == map.end() ? map.emplace_back(key, YamlValue()).second : found->second;
}

YamlMap& as_map(YamlValue& value) {
  if (!std::holds_alternative<YamlMap>(value.data)) value = YamlMap{};
  return std::get<YamlMap>(value.data);
}

} // namespace

const YamlValue* find_key(const YamlValue& value, const std::string& key) {
  const auto* map = std::get_if<YamlMap>(&value.data);
  if (!map) return nullptr;
  const auto found = place_of(*map, key);
  return found == map->end() ? nullptr : &found->second;
}

const YamlValue* find_path(const YamlValue& value, std::span<const std::string> keys) {
  const auto* found = &value;
  for (const auto& key : keys) {
    found = find_key(*found, key);
    if (!found) return nullptr;
  }
  return found;
}

void insert_at(YamlMap& map, std::span<const std::string> keys, YamlValue value) {
  auto& place = member(map, keys.front());
  if (keys.size() == 1) place = std::move(value);
  else insert_at(as_map(place), keys.subspan(1), std::move(value));
}

void merge_into(YamlMap& map, const YamlMap& more) {
  for (const auto& [key, value] : more) {
    auto& place = member(map, key);
    if (const auto* inner = std::get_if<YamlMap>(&value.data)) merge_into(as_map(place), *inner);
    else place = value;
  }
}

} // namespace periapt::charm
