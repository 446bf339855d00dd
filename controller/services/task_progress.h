// What agents say about their tasks, and how tasks end with what they were for.
// Rule: contract/hooks.md, section 12; DESIGN section 9, rule 24. Threads: inside the caller's transaction.
#pragma once

#include "store/task_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {

/// Of this unit's task. What is not the unit's, or over already, is passed over: a task ends once.
void report_task(store::WriteTransaction& transaction, UnitId unit, const TaskReport& report, TimeMs now);
/// Of commands on the machine itself. Its agent starts them only when told that they run: Error(not_found) and
/// Error(conflict) `the task is over` say that it must not.
void report_machine_task(store::WriteTransaction& transaction, MachineId machine, const TaskReport& report, TimeMs now);

/// The unit, the machine has gone: what had not begun is cancelled, what ran is aborted.
void end_tasks_of(store::WriteTransaction& transaction, const store::UnitRow& unit);
void end_tasks_of(store::WriteTransaction& transaction, MachineId machine);

} // namespace periapt::services
