// Tasks: what one unit or machine is to run once, how it ended, and what it logged. Writers append to the journal.
#pragma once

#include "core/task.h"
#include "store/operation_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct TaskRow {
  TaskId id;
  ModelId model;
  OperationId operation;
  std::int64_t number = 0;
  std::string unit_name;    // empty: commands on a machine
  std::string machine_name; // empty: a unit's
  std::optional<UnitId> unit;
  std::optional<MachineId> machine; // whose agent is told; none: it could not be scheduled
  std::string action;
  JsonText parameters;
  bool parallel = false;
  std::string execution_group;
  TaskStatus status = TaskStatus::pending;
  std::string message;
  std::optional<JsonText> results;
  TimeMs enqueued_ms = 0;
  TimeMs started_ms = 0;
  TimeMs completed_ms = 0;
};

namespace tasks {

TaskId insert(WriteTransaction& transaction, const TaskRow& row); // its id is given here
std::optional<TaskRow> find(const ReadTransaction& transaction, TaskId id);
std::optional<TaskRow> find(const ReadTransaction& transaction, ModelId model, std::int64_t number);
std::vector<TaskRow> of_operation(const ReadTransaction& transaction, OperationId id); // by number
/// Those that are not over, of the machine's units and its own, by number.
std::vector<TaskRow> not_over(const ReadTransaction& transaction, MachineId machine);

/// Writes status, message, results and times of `row`.
void update(WriteTransaction& transaction, const TaskRow& row);

std::vector<TaskLogLine> log(const ReadTransaction& transaction, TaskId id);
void add_log(WriteTransaction& transaction, const TaskRow& row, const std::vector<TaskLogLine>& lines);

} // namespace tasks
} // namespace periapt::store
