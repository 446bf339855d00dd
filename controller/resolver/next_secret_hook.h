// Which secret hook comes next. Rule: contract/hooks.md, section 3 (row 7) and 17.
#pragma once

#include "resolver/hook_info.h"
#include "resolver/local_state.h"
#include "resolver/remote_state.h"

#include <optional>

namespace periapt::resolver {

/// Of expired, rotate, changed and remove, in this order, the first that is owed; the unit must be alive, installed
/// and idle.
std::optional<HookInfo> next_secret_hook(const LocalState& local, const RemoteState& remote);

/// The secret, its revision or this unit's part in it has gone: there is nothing to tell.
bool is_secret_gone(const HookInfo& hook, const LocalState& local, const RemoteState& remote);

} // namespace periapt::resolver
