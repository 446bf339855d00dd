// Commands that others add: an unknown command x runs `juju-x` from PATH. Rule: contract/cli.md 4, "Other names".
#pragma once

#include "cli/session.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

/// Runs it with the remaining words on our own streams; its exit status. nullopt when there is no such program.
std::optional<int> run_plugin(const Surroundings& surroundings, const std::vector<std::string>& words);

} // namespace periapt::cli
