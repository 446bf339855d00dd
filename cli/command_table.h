// Every command, in one explicit list, sorted by name; and the names that are recognised but not served.
#pragma once

#include "cli/command.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace periapt::cli {

const std::vector<Command>& all_commands();

/// By name or alias; nullptr when there is none.
const Command* find_command(const std::string& name);

/// The command that a line begins with: of two words ("charm build"), else of one; nullptr when there is none.
/// A group is a command of one word and commands whose names begin with it.
struct MatchedCommand {
  const Command* command = nullptr;
  std::size_t words = 1; // its name has
};
MatchedCommand match_command(std::span<const std::string> words);
std::vector<const Command*> commands_of_group(const std::string& group);

/// Cloud, Kubernetes and legacy commands (contract/cli.md, priority P3): known, never served.
bool is_unsupported_command(const std::string& name);

/// The command whose name is nearest to a mistyped one, if any is near.
std::optional<std::string> similar_command(const std::string& name);

} // namespace periapt::cli
