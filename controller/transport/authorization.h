// Who may do what: the access rules of the route table, applied. A token belongs to a machine; a unit that
// is not on it is answered as one that does not exist. Rule: DESIGN section 9, rule 24; I10.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"

namespace periapt::transport {

/// What can be told without the model; before a body is read. Throws Error(denied) `permission denied`.
void check_peer(const Call& call);

/// The rest, in the transaction of what the call does; sets call.machine. Throws Error(denied) for a token
/// that no machine has, Error(not_found) `machine not found` or `unit not found` for what is another's.
void authorize(const store::ReadTransaction& transaction, Call& call);

} // namespace periapt::transport
