// The part of a commit that is about secrets: what a hook did to them becomes so, all or nothing with the rest.
// Rule: contract/hook-tools.md 7, contract/hooks.md 7 and 17; DESIGN section 9, 17 and 20. Inside this room only.
#pragma once

#include "core/commit.h"
#include "store/application_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {

/// Throws Refusal: `secret "x" not found`, `permission denied`, `secret with label "x" already exists`. A grant for
/// a relation that is gone is dropped.
void change_secrets(store::WriteTransaction& transaction, const store::UnitRow& unit,
                    const store::ApplicationRow& application, const SecretWrites& writes, TimeMs now);

/// secret-rotate was run, or skipped: the next time is set.
void note_rotation(store::WriteTransaction& transaction, const store::UnitRow& unit, const SecretRotated& rotated,
                   TimeMs now);

} // namespace periapt::services
