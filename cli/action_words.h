// The words after `run`: units, the action, its parameters. Rule: contract/cli.md, 3.1.
#pragma once

#include "cli/formatters/record.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::cli {

struct ActionWords {
  std::vector<std::string> units; // "app/0", "app/leader"
  std::string action;
  std::vector<std::string> parameters; // key.key=value
};

/// Throws UsageError with the contract's text.
ActionWords parse_action_words(std::span<const std::string> words);

/// "app/leader"
bool is_leader_word(std::string_view word);
/// The rule of an action's name and of a parameter's key.
bool is_action_name(std::string_view word);

/// Puts what the words say over `parameters`; values are YAML unless `as_strings`.
void apply_parameters(Map& parameters, const std::vector<std::string>& words, bool as_strings);

/// A parameters file: a YAML map. Throws Error(invalid) `params must contain a YAML map with string keys`.
Map parse_parameters_file(std::string_view yaml);

} // namespace periapt::cli
