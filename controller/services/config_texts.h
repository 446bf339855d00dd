// Configuration as typed (`key=value`) into values of the options' types. Rule: contract/cli.md 2.1 and 2.7.
#pragma once

#include "charm/config_schema.h"

#include <map>
#include <optional>
#include <string>

namespace periapt::services {

/// `trust` is an application's own setting, not its charm's.
inline constexpr const char* trust_option = "trust";

struct ParsedConfig {
  charm::ConfigChanges values;
  std::optional<bool> trust;
};

/// Throws Error(invalid) `unknown option "x"`, `option "x" expected int, got "abc"`,
/// `value for option "x" contains non-UTF-8 sequences`.
ParsedConfig parse_config_texts(const charm::ConfigOptions& options, const std::map<std::string, std::string>& texts);

} // namespace periapt::services
