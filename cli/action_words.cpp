#include "cli/action_words.h"

#include "charm/yaml_path.h"
#include "charm/yaml_reader.h"
#include "cli/options.h"
#include "cli/outcome.h"
#include "core/error.h"
#include "core/names.h"

#include <algorithm>
#include <set>

namespace periapt::cli {

namespace {

constexpr std::string_view leader_suffix = "/leader";

/// "a.b=c" as its keys and its value.
struct Parameter {
  std::vector<std::string> keys;
  std::string value;
};

Parameter parse_parameter(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos)
    throw UsageError(fmt::format("argument \"{}\" must be of the form key.key.key...=value", word));
  Parameter parameter{split(word.substr(0, equals), '.'), word.substr(equals + 1)};
  for (const auto& key : parameter.keys)
    if (!is_action_name(key))
      throw UsageError(fmt::format("key \"{}\" must start and end with lowercase alphanumeric, and contain only "
                                   "lowercase alphanumeric and hyphens", key));
  return parameter;
}

} // namespace

bool is_leader_word(std::string_view word) {
  return word.ends_with(leader_suffix) && is_valid_application_name(word.substr(0, word.size() - leader_suffix.size()));
}

bool is_action_name(std::string_view word) {
  const auto is_alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !word.empty() && is_alphanumeric(word.front()) && is_alphanumeric(word.back()) &&
         std::all_of(word.begin(), word.end(), [&](char c) { return is_alphanumeric(c) || c == '-'; });
}

ActionWords parse_action_words(std::span<const std::string> words) {
  ActionWords result;
  std::set<std::string> applications;
  std::size_t at = 0;
  for (; at < words.size() && result.action.empty(); ++at) {
    const auto& word = words[at];
    if (is_leader_word(word) || UnitName::parse(word)) {
      result.units.push_back(word);
      applications.insert(word.substr(0, word.find('/')));
    } else if (is_action_name(word)) {
      result.action = word;
    } else {
      throw UsageError(fmt::format("invalid unit or action name \"{}\"", word));
    }
  }
  if (result.units.empty()) throw UsageError("no unit specified");
  if (result.action.empty()) throw UsageError("no action specified");
  if (applications.size() > 1) throw UsageError("all units must be of the same application");
  result.parameters.assign(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
  for (const auto& word : result.parameters) parse_parameter(word);
  return result;
}

void apply_parameters(Map& parameters, const std::vector<std::string>& words, bool as_strings) {
  for (const auto& word : words) {
    const auto [keys, text] = parse_parameter(word);
    charm::insert_at(parameters, keys, as_strings ? Value(text) : charm::parse_yaml(text).value());
  }
}

Map parse_parameters_file(std::string_view yaml) {
  auto value = charm::parse_yaml(yaml).value();
  if (value.is_null()) return {};
  auto* map = std::get_if<Map>(&value.data);
  if (!map) throw Error(ErrorKind::invalid, "params must contain a YAML map with string keys");
  return std::move(*map);
}

} // namespace periapt::cli
