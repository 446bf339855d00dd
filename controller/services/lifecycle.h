// How things end. Removing marks a thing dying; it goes when what depends on it has gone: a unit when its
// hooks have ended, a relation when no unit is in scope, an application when it has no units and relations, a
// machine when it has no units and the provider has ended it, a model when it is empty. Each end may end
// the next. A forced removal has a deadline after which hooks are no longer waited for.
// Rule: contract/hooks.md 4 and 5.5, DESIGN I12. Threads: inside the caller's transaction.
#pragma once

#include "core/status.h"
#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {

/// How long a forced removal waits for hooks.
inline constexpr TimeMs forced_removal_grace_ms = 20'000;

struct Removal {
  TimeMs now = 0;
  bool force = false;
};

/// A unit whose agent never reported is gone at once; a forced one in error too. Its subordinates go with it.
void begin_unit_removal(store::WriteTransaction& transaction, const store::UnitRow& unit, Removal removal);
void begin_relation_removal(store::WriteTransaction& transaction, const store::RelationRow& relation,
                            Removal removal);
void begin_application_removal(store::WriteTransaction& transaction, const store::ApplicationRow& application,
                               Removal removal);

/// The machine goes with its last unit, at once if it has none.
void begin_machine_removal(store::WriteTransaction& transaction, const store::MachineRow& machine, Removal removal);

/// The unit leaves every relation, its subordinates end with it, it loses leadership and is deleted; its machine dies
/// if it was the last.
void end_unit(store::WriteTransaction& transaction, const store::UnitRow& unit);
/// Each does nothing while something still depends on it.
void end_relation_if_empty(store::WriteTransaction& transaction, RelationId relation);
void end_application_if_empty(store::WriteTransaction& transaction, ApplicationId application);
void end_model_if_empty(store::WriteTransaction& transaction, ModelId model);

/// Ends what has been waited for long enough. True if there was any; to be called every few seconds.
bool enforce_removal_deadlines(store::WriteTransaction& transaction, TimeMs now);
/// True if enforce_removal_deadlines has work: asked first, it costs no write.
bool has_overdue_removals(const store::ReadTransaction& transaction, TimeMs now);

} // namespace periapt::services
