// What a unit does about its storage next. Rule: contract/hooks.md, section 3 (row 10) and 16.
#pragma once

#include "resolver/operation.h"
#include "resolver/remote_state.h"

#include <optional>

namespace periapt::resolver {

/// storage-attached of what is there, storage-detaching of what is to go, or the release of what goes untold. Before
/// install as well as later; a dying unit's storage all goes.
std::optional<Operation> next_storage(const LocalState& local, const RemoteState& remote);

/// Before install a unit waits until all of its first storage is there.
bool must_wait_for_storage(const LocalState& local, const RemoteState& remote);

/// The storage that the hook is about has gone: there is nothing to tell.
bool is_storage_gone(const HookInfo& hook, const RemoteState& remote);

} // namespace periapt::resolver
