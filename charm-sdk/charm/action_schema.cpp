#include "charm/action_schema.h"

#include "charm/json_tree.h"
#include "charm/schema_faults.h"
#include "charm/yaml_path.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace periapt::charm {
namespace {

using JsonAdapter = valijson::adapters::BoostJsonAdapter;

// std::regex, which patterns are matched with, goes one call deeper for each character.
constexpr std::size_t longest_matched_bytes = 4096;

/// What is wrong with it as a schema is told by what is thrown.
void fill(valijson::Schema& schema, const boost::json::value& document) {
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft4);
  parser.populateSchema(JsonAdapter(document), schema);
}

bool uses_patterns(const YamlValue& schema) {
  if (const auto* list = std::get_if<YamlList>(&schema.data)) return std::any_of(list->begin(), list->end(), uses_patterns);
  const auto* map = std::get_if<YamlMap>(&schema.data);
  return map && std::any_of(map->begin(), map->end(), [](const auto& entry) {
           return entry.first == "pattern" || entry.first == "patternProperties" || uses_patterns(entry.second);
         });
}

bool has_long_text(const YamlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return text->size() > longest_matched_bytes;
  if (const auto* list = std::get_if<YamlList>(&value.data)) return std::any_of(list->begin(), list->end(), has_long_text);
  const auto* map = std::get_if<YamlMap>(&value.data);
  return map && std::any_of(map->begin(), map->end(), [](const auto& entry) {
           return entry.first.size() > longest_matched_bytes || has_long_text(entry.second);
         });
}

/// `(root).name : <the validator's words>`
std::string worded(const valijson::ValidationResults::Error& fault) {
  std::string place;
  for (const auto& step : fault.context) {
    const bool bracketed = step.size() > 2 && step.front() == '[';
    place += step == "<root>" ? "(root)" : "." + (bracketed ? step.substr(1, step.size() - 2) : step);
  }
  return fmt::format("{} : {}", place, fault.description);
}

/// The validator's verdict: nullopt, or why `value` does not fit. Throws what the validator throws.
std::optional<std::string> verdict_on(const YamlValue& schema, const YamlValue& value) {
  const auto schema_document = to_json(schema);
  const auto document = to_json(value);
  valijson::Schema rules;
  valijson::ValidationResults results;
  fill(rules, schema_document);
  if (valijson::Validator().validate(rules, JsonAdapter(document), &results)) return std::nullopt;
  if (const auto faults = schema_faults(schema, value); !faults.empty()) return fmt::format("{}", fmt::join(faults, "; "));
  valijson::ValidationResults::Error first;
  return results.popError(first) ? worded(first) : "the parameters do not fit the schema";
}

std::optional<std::string> fault_of(const YamlValue& schema, const YamlValue& value) {
  if (uses_patterns(schema) && has_long_text(value))
    return fmt::format("a text longer than {} bytes cannot be matched with a pattern", longest_matched_bytes);
  try {
    return verdict_on(schema, value);
  } catch (const std::exception& error) {
    return error.what();
  }
}

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
    verdict_on(schema, YamlMap{}); // a schema that is none is thrown out on the way
  } catch (const std::exception& error) {
    throw make_error(ErrorKind::invalid, "invalid params schema for action schema {}: {}", action, error.what());
  }
}

YamlMap complete_parameters(const Action& action, YamlMap given) {
  const auto schema = parse_yaml(action.schema).value();
  insert_defaults(given, schema);
  if (const auto fault = fault_of(schema, given)) throw make_error(ErrorKind::invalid, "validation failed: {}", *fault);
  return given;
}

} // namespace periapt::charm
