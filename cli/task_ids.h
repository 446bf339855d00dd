// What show-task, show-operation and cancel-task share. Rule: contract/cli.md, 3.3.
#pragma once

#include "cli/command.h"
#include "cli/session.h"

#include <chrono>
#include <optional>
#include <string>

namespace periapt::cli {

/// --wait, --watch, --utc
void declare_waiting(OptionSet& options);
/// How long to wait; negative: for ever; nullopt: not at all. Throws UsageError for both options together.
std::optional<std::chrono::milliseconds> patience_of(const Session& session);

/// The one id of the command line; `kind` is "task" or "operation". Throws UsageError.
std::string one_id(const Session& session, const std::string& kind);
/// Throws UsageError `task ID "x" not valid`.
void check_id(const std::string& id, const std::string& kind);

} // namespace periapt::cli
