// Application configuration as values: what an operator set explicitly, and the options a charm declares.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace periapt {

/// boolean, int, float, and string or secret (contract/charm-format.md, section 4)
using ConfigValue = std::variant<bool, std::int64_t, double, std::string>;
using ConfigValues = std::map<std::string, ConfigValue>;

/// The text as `config-get` prints it in a bare form: plain digits, True/False, the string itself.
std::string config_text(const ConfigValue& value);

} // namespace periapt
