#include "services/task_progress.h"

#include "core/error.h"

namespace periapt::services {
namespace {

using namespace store;

void take(WriteTransaction& transaction, TaskRow task, const TaskReport& report, TimeMs now) {
  if (is_over(task.status)) return;
  tasks::add_log(transaction, task, report.log);
  if (!report.status) return;
  if (is_over(*report.status)) {
    task.status = *report.status;
    task.message = report.message;
    task.results = report.results;
    task.completed_ms = now;
  } else if (task.status == TaskStatus::pending) {
    task.status = TaskStatus::running;
    task.started_ms = now;
  } else {
    return; // it runs already, and may be about to be killed
  }
  tasks::update(transaction, task);
}

/// When it ended nobody can say.
void end(WriteTransaction& transaction, TaskRow task, const char* message) {
  task.status = task.status == TaskStatus::pending ? TaskStatus::cancelled : TaskStatus::aborted;
  task.message = message;
  tasks::update(transaction, task);
}

} // namespace

void report_task(WriteTransaction& transaction, UnitId unit, const TaskReport& report, TimeMs now) {
  const auto task = tasks::find(transaction, report.task);
  if (task && task->unit == unit) take(transaction, *task, report, now);
}

void report_machine_task(WriteTransaction& transaction, MachineId machine, const TaskReport& report, TimeMs now) {
  const auto task = tasks::find(transaction, report.task);
  if (!task || task->unit || task->machine != machine) throw Error(ErrorKind::not_found, "task not found");
  if (is_over(task->status) && report.status == TaskStatus::running) throw Error(ErrorKind::conflict, "the task is over");
  take(transaction, *task, report, now);
}

void end_tasks_of(WriteTransaction& transaction, const UnitRow& unit) {
  for (const auto& task : tasks::not_over(transaction, unit.machine))
    if (task.unit == unit.id) end(transaction, task, "the unit was removed");
}

void end_tasks_of(WriteTransaction& transaction, MachineId machine) {
  for (const auto& task : tasks::not_over(transaction, machine)) end(transaction, task, "the machine was removed");
}

} // namespace periapt::services
