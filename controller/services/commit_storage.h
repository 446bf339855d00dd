// The part of a unit's commit that speaks of storage. Inside this room only. Rule: contract/hooks.md 7 and 16.
#pragma once

#include "core/commit.h"
#include "core/status.h"
#include "store/unit_repository.h"

namespace periapt::services {

/// Adds what the hook asked for, ends attachments that the unit lets go of; one that is not its own is dropped.
/// Throws Refusal when an addition does not fit the charm.
void change_storage(store::WriteTransaction& transaction, const store::UnitRow& unit, const Commit& commit, TimeMs now);

} // namespace periapt::services
