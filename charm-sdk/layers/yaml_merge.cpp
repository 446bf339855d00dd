#include "layers/yaml_merge.h"

#include "core/error.h"

#include <algorithm>

namespace periapt::layers {
namespace {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

/// As Python's truth of it.
struct IsEmptyValue {
  bool operator()(std::monostate) const { return true; }
  bool operator()(bool value) const { return !value; }
  bool operator()(std::int64_t value) const { return value == 0; }
  bool operator()(double value) const { return value == 0; }
  template <class Sized>
  bool operator()(const Sized& value) const {
    return value.empty();
  }
};

const char* kind_of(const YamlValue& value) {
  if (std::holds_alternative<YamlMap>(value.data)) return "a mapping";
  if (std::holds_alternative<YamlList>(value.data)) return "a list";
  return "a plain value";
}

[[noreturn]] void refuse_kinds(const std::string& path, const YamlValue& lower, const YamlValue& higher) {
  throw make_error(ErrorKind::invalid, "\"{}\" is {} in one layer and {} in another", path, kind_of(lower),
                   kind_of(higher));
}

void merge_at(YamlMap& lower, const YamlMap& higher, const std::string& path) {
  for (const auto& [key, value] : higher) {
    const auto here = path.empty() ? key : path + "." + key;
    auto* place = find_member(lower, key);
    if (!place || std::visit(IsEmptyValue(), place->data)) {
      set_member(lower, key, value);
    } else if (const auto* map = std::get_if<YamlMap>(&value.data)) {
      auto* inner = std::get_if<YamlMap>(&place->data);
      if (!inner) refuse_kinds(here, *place, value);
      merge_at(*inner, *map, here);
    } else if (const auto* list = std::get_if<YamlList>(&value.data)) {
      auto* inner = std::get_if<YamlList>(&place->data);
      if (!inner) refuse_kinds(here, *place, value);
      append_missing(*inner, *list);
    } else {
      *place = value;
    }
  }
}

} // namespace

void deep_merge(YamlMap& lower, const YamlMap& higher) { merge_at(lower, higher, ""); }

void delete_path(YamlMap& map, const std::string& dotted_path) {
  auto* here = &map;
  std::size_t begin = 0;
  for (auto dot = dotted_path.find('.'); dot != std::string::npos; dot = dotted_path.find('.', begin)) {
    auto* next = find_member(*here, dotted_path.substr(begin, dot - begin));
    here = next ? std::get_if<YamlMap>(&next->data) : nullptr;
    if (!here) return;
    begin = dot + 1;
  }
  remove_member(*here, dotted_path.substr(begin));
}

YamlValue* find_member(YamlMap& map, const std::string& key) {
  const auto found = std::find_if(map.begin(), map.end(), [&](const auto& entry) { return entry.first == key; });
  return found == map.end() ? nullptr : &found->second;
}

void remove_member(YamlMap& map, const std::string& key) {
  std::erase_if(map, [&](const auto& entry) { return entry.first == key; });
}

void set_member(YamlMap& map, const std::string& key, YamlValue value) {
  if (auto* place = find_member(map, key)) *place = std::move(value);
  else map.emplace_back(key, std::move(value));
}

void append_missing(YamlList& list, const YamlList& more) {
  for (const auto& item : more)
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

} // namespace periapt::layers
