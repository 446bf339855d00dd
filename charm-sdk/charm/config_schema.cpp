#include "charm/config_schema.h"

#include "charm/yaml_reader.h"
#include "charm/yaml_scalar.h"
#include "charm/yaml_tree.h"
#include "charm/yaml_writer.h"
#include "core/error.h"

#include <charconv>

namespace periapt::charm {
namespace {

[[noreturn]] void refuse(const ConfigOption& option, const std::string& got) {
  throw make_error(ErrorKind::invalid, "option \"{}\" expected {}, got {}", option.name, name_of(option.type), got);
}

std::string shown(const YamlNode& node) {
  switch (node.type()) {
  case YamlType::string: return fmt::format("\"{}\"", node.text());
  case YamlType::boolean: return *scalar_bool(node.text()) ? "true" : "false";
  case YamlType::integer: return std::to_string(*scalar_int(node.text()));
  case YamlType::real: return yaml_number(*scalar_real(node.text()));
  default: return node.description();
  }
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_real(std::string_view text) {
  if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt; // "inf", "nan"
  return parse_number<double>(text);
}

/// A value as YAML gives it, for defaults and for the non-strings of a settings file.
ConfigValue typed_value(const ConfigOption& option, const YamlNode& node) {
  const auto type = node.type();
  switch (option.type) {
  case OptionType::string:
    if (type == YamlType::string) return node.text();
    break;
  case OptionType::secret:
    if (type == YamlType::string && (node.text().empty() || node.text().starts_with("secret:"))) return node.text();
    break;
  case OptionType::integer:
    if (type == YamlType::integer || type == YamlType::string)
      if (const auto value = scalar_int(node.text())) return *value;
    break;
  case OptionType::real:
    if (type == YamlType::integer) return static_cast<double>(*scalar_int(node.text()));
    if (type == YamlType::real) return *scalar_real(node.text());
    break;
  case OptionType::boolean:
    if (type == YamlType::boolean) return *scalar_bool(node.text());
    if (type == YamlType::string)
      if (const auto value = boolean_word(node.text())) return *value;
    break;
  }
  refuse(option, shown(node));
}

std::optional<ConfigValue> default_of(const ConfigOption& option, const YamlReader& body) {
  const auto value = body.find("default");
  if (!value) return std::nullopt;
  try {
    return typed_value(option, value->node());
  } catch (const Error& error) {
    throw make_error(ErrorKind::invalid, "invalid config default: {}", error.what());
  }
}

ConfigOption parse_option(const std::string& name, const YamlReader& body) {
  ConfigOption option{.name = name, .type = OptionType::string, .default_value = {}, .description = {}};
  if (body.node().is_null()) return option;
  if (const auto type = body.find("type")) {
    const auto known = parse_option_type(type->node().text());
    if (!known)
      throw make_error(ErrorKind::invalid, "invalid config: option \"{}\" has unknown type \"{}\"", name,
                       type->node().text());
    option.type = *known;
  }
  if (const auto description = body.find("description")) option.description = description->node().text();
  option.default_value = default_of(option, body);
  return option;
}

} // namespace

std::string_view name_of(OptionType type) {
  static constexpr std::string_view names[] = {"string", "int", "float", "boolean", "secret"};
  return names[static_cast<std::size_t>(type)];
}

std::optional<OptionType> parse_option_type(std::string_view text) {
  using enum OptionType;
  for (const auto type : {string, integer, real, boolean, secret})
    if (text == name_of(type)) return type;
  return std::nullopt;
}

ConfigOptions parse_config_options(std::string_view yaml, const FaultSink& faults) {
  const YamlReader root("invalid config", parse_yaml(yaml));
  if (root.node().is_null() || !root.has("options"))
    throw Error(ErrorKind::invalid, "invalid config: empty configuration");
  ConfigOptions options;
  if (const auto bodies = root.find("options"))
    for (const auto& entry : bodies->as_map())
      faults.attempt(entry.second.node().line(),
                     [&] { options.insert_or_assign(entry.first, parse_option(entry.first, entry.second)); });
  return options;
}

ConfigValue parse_config_text(const ConfigOption& option, std::string_view text) {
  switch (option.type) {
  case OptionType::string:
  case OptionType::secret: return std::string(text);
  case OptionType::integer:
    if (const auto value = parse_number<std::int64_t>(text)) return *value;
    break;
  case OptionType::real:
    if (const auto value = parse_real(text)) return *value;
    break;
  case OptionType::boolean:
    if (const auto value = boolean_word(text)) return *value;
    break;
  }
  refuse(option, fmt::format("\"{}\"", text));
}

const ConfigOption& find_option(const ConfigOptions& options, const std::string& name) {
  const auto found = options.find(name);
  if (found == options.end()) throw make_error(ErrorKind::invalid, "unknown option \"{}\"", name);
  return found->second;
}

ConfigChanges parse_settings_file(std::string_view yaml, const std::string& application,
                                  const ConfigOptions& options) {
  const YamlReader root("cannot parse settings data", parse_yaml(yaml));
  const auto settings = root.node().is_null() ? std::nullopt : root.find(application);
  if (!settings) throw make_error(ErrorKind::invalid, "no settings found for \"{}\"", application);
  ConfigChanges changes;
  for (const auto& [name, value] : settings->as_map()) {
    const auto& option = find_option(options, name);
    const auto& node = value.node();
    if (node.is_null()) changes[name] = std::nullopt;
    else changes[name] = node.type() == YamlType::string ? parse_config_text(option, node.text())
                                                         : typed_value(option, node);
  }
  return changes;
}

bool fits(const ConfigOption& option, const ConfigValue& value) {
  switch (option.type) {
  case OptionType::string:
  case OptionType::secret: return std::holds_alternative<std::string>(value);
  case OptionType::integer: return std::holds_alternative<std::int64_t>(value);
  case OptionType::real: return std::holds_alternative<double>(value);
  case OptionType::boolean: break;
  }
  return std::holds_alternative<bool>(value);
}

std::map<std::string, std::optional<ConfigValue>> effective_config(const ConfigOptions& options,
                                                                   const ConfigValues& explicit_values) {
  std::map<std::string, std::optional<ConfigValue>> effective;
  for (const auto& [name, option] : options) {
    const auto set = explicit_values.find(name);
    effective[name] = set != explicit_values.end() ? std::optional(set->second) : option.default_value;
  }
  return effective;
}

} // namespace periapt::charm
