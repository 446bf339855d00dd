// The settings every model has, with their defaults; the controller keeps only those that were set.
// Rule: contract/cli.md, 2.17.
#pragma once

#include "cli/formatters/record.h"

#include <map>
#include <optional>
#include <string>

namespace periapt::cli {

struct ModelSetting {
  Value value;
  bool is_default = true;
};

/// Every known setting and every one that was set, by name.
std::map<std::string, ModelSetting> effective_model_settings(const std::map<std::string, std::string>& explicit_ones);

bool is_known_model_setting(const std::string& key);

/// nullopt, or why the key cannot be set: `"agent-version" must be set via "upgrade-model"`.
std::optional<std::string> read_only_reason(const std::string& key);

} // namespace periapt::cli
