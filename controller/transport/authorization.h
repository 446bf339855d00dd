// Who may do what: the access rules of the route table, applied. A token belongs to a machine or to a user's session. A
// unit that is not on the machine, and a model to which the user has no access, are answered as what does not exist.
// Rule: DESIGN section 9, rule 24; I10; contract/cli.md 2.21.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"

namespace periapt::transport {

/// What can be told without the model; before a body is read. Throws Error(denied) `permission denied`.
void check_peer(const Call& call);

/// The rest, in the transaction of what the call does; sets call.machine or call.user. Throws Error(denied) for a token
/// that nobody has and for a user who may not; Error(not_found) `machine not found`, `unit not found` or `model "x" not
/// found` for what is another's.
void authorize(const store::ReadTransaction& transaction, Call& call);
/// In a snapshot of its own, for what does not run in one transaction. Blocks.
void authorize(Controller& controller, Call& call);

/// Remembers that the user is there: once a minute, in a write that nobody waits for.
void note_seen(Controller& controller, const Call& call);

/// Throws Error(conflict) when the request would do what is forbidden in its model (services/disabled_commands.h).
void refuse_disabled(const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
