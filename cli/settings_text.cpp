#include "cli/settings_text.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "core/bag.h"
#include "core/error.h"

#include <istream>
#include <iterator>

namespace periapt::cli {

using charm::YamlReader;
using charm::YamlType;

namespace {

constexpr std::size_t value_limit_bytes = 5 << 20;

/// A scalar as it was typed; a list or mapping as YAML text.
std::optional<std::string> text_of(const YamlReader& value) {
  switch (value.node().type()) {
  case YamlType::null: return std::nullopt;
  case YamlType::sequence:
  case YamlType::mapping: return charm::write_yaml(value.node().value());
  default: return value.node().text();
  }
}

/// The settings of a mapping; a value of the form {value: …} is that value.
Settings settings_of(const YamlReader& map, bool described) {
  Settings settings;
  for (const auto& [key, value] : map.as_map()) {
    const bool is_description = described && value.node().type() == YamlType::mapping;
    const auto inner = is_description ? value.find("value") : std::optional(value);
    if (const auto text = inner ? text_of(*inner) : std::nullopt) settings.emplace(key, *text);
  }
  return settings;
}

/// `config app` prints these beside the settings; an application may be called "settings", but not all three.
bool is_config_output(const YamlReader& document) {
  return document.has("application") && document.has("charm") && document.has("settings");
}

} // namespace

std::optional<std::pair<std::string, std::string>> split_setting(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos) return std::nullopt;
  return std::pair(word.substr(0, equals), word.substr(equals + 1));
}

std::string setting_value(const std::string& key, const std::string& text,
                          const std::filesystem::path& working_directory) {
  if (!text.starts_with('@')) return text;
  auto content = read_file(working_directory / text.substr(1), value_limit_bytes);
  if (!is_utf8(content))
    throw make_error(ErrorKind::invalid, "value for option \"{}\" contains non-UTF-8 sequences", key);
  return content;
}

Settings application_settings(std::string_view yaml, const std::string& application) {
  const YamlReader document("settings", charm::parse_yaml(yaml));
  if (document.node().type() == YamlType::mapping) {
    if (is_config_output(document)) return settings_of(document.at("settings"), true);
    if (const auto own = document.find(application)) return settings_of(*own, false);
  }
  throw make_error(ErrorKind::invalid, "no settings found for \"{}\"", application);
}

Settings model_settings(std::string_view yaml) {
  return settings_of(YamlReader("settings", charm::parse_yaml(yaml)), true);
}

std::string read_settings_file(const std::string& file, const std::filesystem::path& working_directory,
                               std::istream& input) {
  if (file == "-") return {std::istreambuf_iterator<char>(input), {}};
  return read_file(working_directory / file, value_limit_bytes);
}

} // namespace periapt::cli
