// Which task – an action, or commands – a unit runs next. Rule: contract/hooks.md, section 3 (row 8) and 12.
#pragma once

#include "resolver/operation.h"
#include "resolver/remote_state.h"

#include <optional>

namespace periapt::resolver {

/// The oldest task that has not been run, between hooks or while one is in error, after `install` and before the end
/// of `remove`. One that runs as far as the controller knows, but of which nothing is known here, is ended instead.
std::optional<Operation> next_task(const LocalState& local, const RemoteState& remote);

} // namespace periapt::resolver
