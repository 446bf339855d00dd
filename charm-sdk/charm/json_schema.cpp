#include "charm/json_schema.h"

#include "charm/json_tree.h"
#include "charm/schema_faults.h"
#include "core/error.h"

#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace periapt::charm {
namespace {

using JsonAdapter = valijson::adapters::BoostJsonAdapter;

// std::regex, which patterns are matched with, goes one call deeper for each character.
constexpr std::size_t longest_matched_bytes = 4096;

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

} // namespace

struct JsonSchema::Rules {
  valijson::Schema schema;
  bool patterns = false;
};

JsonSchema::JsonSchema(YamlValue schema) : text_(std::move(schema)) {
  auto rules = std::make_shared<Rules>();
  rules->patterns = uses_patterns(text_);
  try {
    const auto document = to_json(text_);
    valijson::SchemaParser(valijson::SchemaParser::kDraft4).populateSchema(JsonAdapter(document), rules->schema);
  } catch (const std::exception& error) {
    throw Error(ErrorKind::invalid, error.what());
  }
  rules_ = std::move(rules);
}

std::optional<std::string> JsonSchema::fault_of(const YamlValue& value) const {
  if (rules_->patterns && has_long_text(value))
    return fmt::format("a text longer than {} bytes cannot be matched with a pattern", longest_matched_bytes);
  const auto document = to_json(value);
  valijson::ValidationResults results;
  try {
    if (valijson::Validator().validate(rules_->schema, JsonAdapter(document), &results)) return std::nullopt;
  } catch (const std::exception& error) {
    return error.what();
  }
  if (const auto faults = schema_faults(text_, value); !faults.empty()) return fmt::format("{}", fmt::join(faults, "; "));
  valijson::ValidationResults::Error first;
  return results.popError(first) ? worded(first) : "it does not fit the schema";
}

} // namespace periapt::charm
