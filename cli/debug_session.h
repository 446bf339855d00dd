// `debug-hooks` and `debug-code`: a unit's hooks wait for this process (controller/agent/debug_session.h), which gives
// each the caller's terminal. Rule: contract/cli.md, section 4. Threads: one.
#pragma once

#include "cli/session.h"

#include <optional>
#include <string>

namespace periapt::cli {

/// Runs until it is interrupted. `breakpoints`: the hook itself runs on the terminal, with JUJU_DEBUG_AT; without: a
/// shell in the hook's place. Throws UsageError, Error(not_found) for a unit, hook or action that there is none of,
/// Error(conflict) while somebody else debugs the unit.
void run_debug_session(Session& session, const std::optional<std::string>& breakpoints);

} // namespace periapt::cli
