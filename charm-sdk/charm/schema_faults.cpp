#include "charm/schema_faults.h"

#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "charm/yaml_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace periapt::charm {
namespace {

std::size_t characters_in(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::optional<double> number_of(const YamlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value.data)) return *real;
  return std::nullopt;
}

bool has_type(const YamlValue& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return std::holds_alternative<bool>(value.data);
  if (type == "string") return std::holds_alternative<std::string>(value.data);
  if (type == "array") return std::holds_alternative<YamlList>(value.data);
  if (type == "object") return std::holds_alternative<YamlMap>(value.data);
  const auto number = number_of(value);
  return number && (type == "number" || (type == "integer" && std::trunc(*number) == *number));
}

/// One type or a list of them.
std::vector<std::string> types_of(const YamlValue& type) {
  if (const auto* one = std::get_if<std::string>(&type.data)) return {*one};
  std::vector<std::string> types;
  if (const auto* list = std::get_if<YamlList>(&type.data))
    for (const auto& item : *list)
      if (const auto* one = std::get_if<std::string>(&item.data)) types.push_back(*one);
  return types;
}

class FaultFinder {
public:
  std::vector<std::string> faults;

  void look(const YamlValue& schema, const YamlValue& value, const std::string& place) {
    if (const auto* type = find_key(schema, "type"); type && !is_of(*type, value, place)) return;
    look_at_enum(schema, value, place);
    if (const auto* text = std::get_if<std::string>(&value.data)) look_at_text(schema, *text, place);
    if (const auto number = number_of(value)) look_at_number(schema, *number, place);
    if (const auto* list = std::get_if<YamlList>(&value.data)) look_at_list(schema, *list, place);
    if (const auto* map = std::get_if<YamlMap>(&value.data)) look_at_map(schema, *map, place);
  }

private:
  void add(const std::string& place, const std::string& what, const YamlValue& given) {
    faults.push_back(fmt::format("{} : {}, given {}", place, what, write_json(given)));
  }

  bool is_of(const YamlValue& type, const YamlValue& value, const std::string& place) {
    const auto types = types_of(type);
    if (std::any_of(types.begin(), types.end(), [&](const auto& one) { return has_type(value, one); })) return true;
    add(place, fmt::format("must be of type {}", fmt::join(types, ",")), value);
    return false;
  }

  void look_at_enum(const YamlValue& schema, const YamlValue& value, const std::string& place) {
    const auto* allowed = find_key(schema, "enum");
    const auto* list = allowed ? std::get_if<YamlList>(&allowed->data) : nullptr;
    if (!list || std::find(list->begin(), list->end(), value) != list->end()) return;
    std::string words;
    for (const auto& one : *list) words += (words.empty() ? "" : ",") + write_json(one);
    add(place, fmt::format("must match one of the enum values [{}]", words), value);
  }

  void look_at_text(const YamlValue& schema, const std::string& text, const std::string& place) {
    const auto length = static_cast<double>(characters_in(text));
    if (const auto least = limit(schema, "minLength"); least && length < *least)
      add(place, "string length must be greater or equal to " + json_number(*least), text);
    if (const auto most = limit(schema, "maxLength"); most && length > *most)
      add(place, "string length must be lower or equal to " + json_number(*most), text);
  }

  void look_at_number(const YamlValue& schema, double number, const std::string& place) {
    const auto most = limit(schema, "maximum"), least = limit(schema, "minimum");
    const bool below = is_set(schema, "exclusiveMaximum"), above = is_set(schema, "exclusiveMinimum");
    if (most && (below ? number >= *most : number > *most))
      add(place, (below ? "must be lower than " : "must be lower than or equal to ") + json_number(*most), number);
    if (least && (above ? number <= *least : number < *least))
      add(place, (above ? "must be greater than " : "must be greater than or equal to ") + json_number(*least), number);
  }

  void look_at_list(const YamlValue& schema, const YamlList& list, const std::string& place) {
    const auto size = static_cast<double>(list.size());
    if (const auto least = limit(schema, "minItems"); least && size < *least)
      add(place, fmt::format("array must have at least {} items", *least), list);
    if (const auto most = limit(schema, "maxItems"); most && size > *most)
      add(place, fmt::format("array must have at the most {} items", *most), list);
    const auto* items = find_key(schema, "items");
    if (!items || !std::holds_alternative<YamlMap>(items->data)) return;
    for (std::size_t i = 0; i < list.size(); ++i) look(*items, list[i], fmt::format("{}.{}", place, i));
  }

  void look_at_map(const YamlValue& schema, const YamlMap& map, const std::string& place) {
    const auto has = [&](const std::string& name) {
      return std::any_of(map.begin(), map.end(), [&](const auto& entry) { return entry.first == name; });
    };
    if (const auto* required = find_key(schema, "required"))
      for (const auto& name : types_of(*required))
        if (!has(name)) add(place, fmt::format("\"{}\" property is missing and required", name), map);
    const auto* properties = find_key(schema, "properties");
    const auto* additional = find_key(schema, "additionalProperties");
    const bool closed = additional && additional->data == YamlValue(false).data && !find_key(schema, "patternProperties");
    for (const auto& [key, value] : map) {
      const auto* known = properties ? find_key(*properties, key) : nullptr;
      if (known) look(*known, value, place + "." + key);
      else if (closed) add(place, fmt::format("additional property \"{}\" is not allowed", key), map);
    }
  }

  static std::optional<double> limit(const YamlValue& schema, const std::string& key) {
    const auto* value = find_key(schema, key);
    return value ? number_of(*value) : std::nullopt;
  }
  static bool is_set(const YamlValue& schema, const std::string& key) {
    const auto* value = find_key(schema, key);
    const auto* flag = value ? std::get_if<bool>(&value->data) : nullptr;
    return flag && *flag;
  }
};

} // namespace

std::vector<std::string> schema_faults(const YamlValue& schema, const YamlValue& value) {
  FaultFinder finder;
  finder.look(schema, value, "(root)");
  return std::move(finder.faults);
}

} // namespace periapt::charm
