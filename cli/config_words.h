// The words after `config APP` and `model-config`: one key to read, or keys to set and reset.
// Rule: contract/cli.md, 2.7.
#pragma once

#include "cli/options.h"
#include "cli/settings_text.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace periapt::cli {

struct ConfigWords {
  std::optional<std::string> key; // to read
  Settings set;
  std::vector<std::string> reset;

  bool changes_something(const Arguments& arguments) const;
};

/// Throws UsageError with the contract's text for what cannot be done together.
ConfigWords parse_config_words(const Arguments& arguments, std::span<const std::string> words);

} // namespace periapt::cli
