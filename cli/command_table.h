// Every command, in one explicit list, sorted by name; and the names that are recognised but not served.
#pragma once

#include "cli/command.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

const std::vector<Command>& all_commands();

/// By name or alias; nullptr when there is none.
const Command* find_command(const std::string& name);

/// Cloud, Kubernetes and legacy commands (contract/cli.md, priority P3): known, never served.
bool is_unsupported_command(const std::string& name);

/// The command whose name is nearest to a mistyped one, if any is near.
std::optional<std::string> similar_command(const std::string& name);

} // namespace periapt::cli
