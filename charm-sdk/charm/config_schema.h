// The options a charm declares in config.yaml, and the values they may take.
// Rule: contract/charm-format.md, section 4. Errors: Error(invalid) with that section's texts.
#pragma once

#include "charm/faults.h"
#include "core/config_value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::charm {

enum class OptionType { string, integer, real, boolean, secret };
std::string_view name_of(OptionType type); // "string", "int", "float", "boolean", "secret"
std::optional<OptionType> parse_option_type(std::string_view text);

struct ConfigOption {
  std::string name;
  OptionType type = OptionType::string;
  std::optional<ConfigValue> default_value;
  std::string description;
  bool operator==(const ConfigOption&) const = default;
};
using ConfigOptions = std::map<std::string, ConfigOption>;

/// The text of config.yaml. Throws `invalid config: …`, `invalid config default: …`.
ConfigOptions parse_config_options(std::string_view yaml, const FaultSink& faults = {});

/// One value typed as `key=value`. Throws `option "x" expected int, got "abc"`.
ConfigValue parse_config_text(const ConfigOption& option, std::string_view text);

/// `unknown option "x"` unless it is declared.
const ConfigOption& find_option(const ConfigOptions& options, const std::string& name);

/// What an operator sets: nullopt means unset (back to the default).
using ConfigChanges = std::map<std::string, std::optional<ConfigValue>>;

/// A settings file (`--config FILE`): application -> options. Throws `no settings found for "app"`,
/// `cannot parse settings data: …`, or as parse_config_text. The implicit option `trust` is left to the
/// caller: it is in `options` if the caller puts it there.
ConfigChanges parse_settings_file(std::string_view yaml, const std::string& application, const ConfigOptions& options);

/// True when `value` has the option's type: an explicit value that survives a refresh of the charm.
bool fits(const ConfigOption& option, const ConfigValue& value);

/// Every declared option with the value it has now; nullopt = no value.
std::map<std::string, std::optional<ConfigValue>> effective_config(const ConfigOptions& options,
                                                                   const ConfigValues& explicit_values);

} // namespace periapt::charm
