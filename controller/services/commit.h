// The heart: what a unit's agent reports is applied, once. Rule: core/commit.h, contract/hooks.md 5 and 7,
// DESIGN section 9, rules 14 to 18 and 20. Threads: inside the caller's transaction.
#pragma once

#include "core/commit.h"
#include "core/status.h"
#include "store/transaction.h"

namespace periapt::services {

/// All of the commit or nothing of it. Refused (`accepted` false) means the hook failed for `reason`: a
/// stale leader's write, a bag or state over its limit, ports in conflict. What touches a relation that is
/// gone is dropped. A number answered before gets the same answer, also after the unit is gone.
/// Throws Error(not_found) `unit not found` when the unit is not on `machine`.
CommitAnswer commit(store::WriteTransaction& transaction, MachineId machine, UnitId unit, const Commit& commit,
                    TimeMs now);

} // namespace periapt::services
