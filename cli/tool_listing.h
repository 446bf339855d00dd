// The tools of hooks and actions, as `help-hook-commands` and `help-action-commands` tell of them.
#pragma once

#include "cli/session.h"

namespace periapt::cli {

/// Tools that only an action has, or the others: all, or the one that is named. Throws Error(not_found).
void print_tools(Session& session, bool of_actions);

} // namespace periapt::cli
