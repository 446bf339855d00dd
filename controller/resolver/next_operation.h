// The heart of the product: what a unit does next, from what its hooks have been told and what the world says.
// Pure: no I/O, no clock. Rule: contract/hooks.md, section 3 (order of the checks) and 5.3 (relations).
#pragma once

#include "resolver/operation.h"
#include "resolver/remote_state.h"

#include <optional>

namespace periapt::resolver {

/// Nothing: the unit is idle, or waits: for the end of its running hook, the answer to its commit, the back-off of
/// a failed operation, its own bag in a relation just entered, the storage that its install may need, the end of its
/// subordinates, or, before its first start, for somebody to lead.
std::optional<Operation> next_operation(const LocalState& local, const RemoteState& remote);

/// The next hook of one relation (5.3), or nothing. `unit_dying`: pretend that the other side is empty.
std::optional<HookInfo> next_relation_hook(const LocalRelation& local, const RemoteState& remote);

} // namespace periapt::resolver
