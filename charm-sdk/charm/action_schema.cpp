#include "charm/action_schema.h"

#include "charm/json_schema.h"
#include "charm/yaml_path.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#include <algorithm>
#include <optional>

namespace periapt::charm {
namespace {

void insert_defaults(YamlMap& target, const YamlValue& schema);

/// What a parameter that is not given becomes: its default, or an object of its parts' defaults.
std::optional<YamlValue> default_of(const YamlValue& schema) {
  if (const auto* value = find_key(schema, "default")) return *value;
  if (!find_key(schema, "properties")) return std::nullopt;
  YamlMap parts;
  insert_defaults(parts, schema);
  if (parts.empty()) return std::nullopt;
  return YamlValue(std::move(parts));
}

void insert_defaults(YamlMap& target, const YamlValue& schema) {
  const auto* properties = find_key(schema, "properties");
  const auto* declared = properties ? std::get_if<YamlMap>(&properties->data) : nullptr;
  if (!declared) return;
  for (const auto& [name, property] : *declared) {
    const auto given =
        std::find_if(target.begin(), target.end(), [&, key = name](const auto& entry) { return entry.first == key; });
    if (given != target.end()) {
      if (auto* inner = std::get_if<YamlMap>(&given->second.data)) insert_defaults(*inner, property);
    } else if (auto value = default_of(property)) {
      target.emplace_back(name, *std::move(value));
    }
  }
}

} // namespace

void check_action_schema(const std::string& action, const YamlValue& schema) {
  try {
    JsonSchema{schema};
  } catch (const Error& error) {
    throw make_error(ErrorKind::invalid, "invalid params schema for action schema {}: {}", action, error.what());
  }
}

YamlMap complete_parameters(const Action& action, YamlMap given) {
  const auto schema = parse_yaml(action.schema).value();
  insert_defaults(given, schema);
  if (const auto fault = JsonSchema(schema).fault_of(given))
    throw make_error(ErrorKind::invalid, "validation failed: {}", *fault);
  return given;
}

} // namespace periapt::charm
