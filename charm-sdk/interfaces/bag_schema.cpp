#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "core/error.h"
#include "interfaces/contract.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace periapt::interfaces {
namespace {

using charm::YamlMap;
using charm::YamlValue;

/// Written by the agent, for every relation alike (contract/interfaces.md 1.3).
constexpr std::array automatic_keys{"private-address", "ingress-address", "egress-subnets"};

bool is_automatic(const std::string& key) {
  return std::find(automatic_keys.begin(), automatic_keys.end(), key) != automatic_keys.end();
}

const YamlMap* properties_of(const YamlValue& schema) {
  const auto* properties = charm::find_key(schema, "properties");
  return properties ? std::get_if<YamlMap>(&properties->data) : nullptr;
}

/// `(root).a : must be of type integer, given "x"` without place of the root and without what was given.
std::string without_value(std::string fault) {
  static constexpr std::string_view root = "(root)";
  if (fault.starts_with(root)) fault.erase(0, root.size());
  if (fault.starts_with(" : ")) fault.erase(0, 3);
  if (const auto given = fault.find(", given "); given != std::string::npos) fault.erase(given);
  return fault;
}

std::optional<YamlValue> decoded(const std::string& text) {
  try {
    return charm::parse_json(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

} // namespace

BagSchema::BagSchema(const YamlValue& schema) : whole_(schema) {
  if (charm::find_key(schema, "additionalProperties"))
    throw Error(ErrorKind::invalid, "additionalProperties: keys that a contract does not name are never a breach");
  if (const auto* properties = properties_of(schema))
    for (const auto& [key, property] : *properties) properties_.emplace(key, charm::JsonSchema(property));
  const auto* required = charm::find_key(schema, "required");
  const auto* keys = required ? std::get_if<charm::YamlList>(&required->data) : nullptr;
  if (!keys) return;
  for (const auto& key : *keys)
    if (const auto* name = std::get_if<std::string>(&key.data)) required_.push_back(*name);
}

std::optional<std::string> BagSchema::breach(const Bag& bag) const {
  for (const auto& [key, schema] : properties_) {
    const auto found = bag.find(key);
    if (found == bag.end() || is_automatic(key)) continue;
    if (const auto fault = schema.fault_of(value_of(key, found->second)))
      return fmt::format("\"{}\" {}", key, without_value(*fault));
  }
  return std::nullopt;
}

bool BagSchema::fits(const Bag& bag) const {
  YamlMap document;
  for (const auto& [key, text] : bag) document.emplace_back(key, value_of(key, text));
  return !whole_.fault_of(document);
}

std::vector<std::string> BagSchema::missing(const Bag& bag) const {
  std::vector<std::string> keys;
  for (const auto& key : required_)
    if (!bag.contains(key)) keys.push_back(key);
  return keys;
}

/// The text itself if that fits, else what it holds as JSON; a text that is neither stays what it is.
YamlValue BagSchema::value_of(const std::string& key, const std::string& text) const {
  const auto schema = properties_.find(key);
  if (schema == properties_.end() || !schema->second.fault_of(text)) return text;
  auto value = decoded(text);
  return value ? *std::move(value) : YamlValue(text);
}

} // namespace periapt::interfaces
