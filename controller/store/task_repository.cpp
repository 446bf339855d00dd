#include "store/task_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store::tasks {
namespace {

#define TASK_COLUMNS                                                                                                  \
  "id, model_id, operation_id, number, unit_name, machine_name, unit_id, machine_id, action, parameters, parallel,"  \
  " execution_group, status, message, results, enqueued_ms, started_ms, completed_ms"
constexpr auto insert_task =
    "INSERT INTO task (model_id, operation_id, number, unit_name, machine_name, unit_id, machine_id, action,"
    " parameters, parallel, execution_group, status, message, enqueued_ms, completed_ms)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto select_by_id = "SELECT " TASK_COLUMNS " FROM task WHERE id = ?";
constexpr auto select_by_number = "SELECT " TASK_COLUMNS " FROM task WHERE model_id = ? AND number = ?";
constexpr auto select_of_operation = "SELECT " TASK_COLUMNS " FROM task WHERE operation_id = ? ORDER BY number";
constexpr auto select_not_over = "SELECT " TASK_COLUMNS " FROM task WHERE machine_id = ?"
                                 " AND status IN ('pending', 'running', 'aborting') ORDER BY number";
#undef TASK_COLUMNS
constexpr auto update_task = "UPDATE task SET status = ?2, message = ?3, results = ?4, started_ms = ?5,"
                             " completed_ms = ?6 WHERE id = ?1";
constexpr auto select_log = "SELECT at_ms, message FROM task_log WHERE task_id = ? ORDER BY position";
constexpr auto insert_log =
    "INSERT INTO task_log (task_id, position, at_ms, message)"
    " SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3 FROM task_log WHERE task_id = ?1";

std::optional<std::int64_t> value_of(const auto& id) { return id ? std::optional(id->value) : std::nullopt; }

TaskRow task_from(const database::Statement& row) {
  TaskRow task{.id = {row.int64(0)}, .model = {row.int64(1)}, .operation = {row.int64(2)}, .number = row.int64(3)};
  task.unit_name = row.text(4);
  task.machine_name = row.text(5);
  if (!row.is_null(6)) task.unit = UnitId{row.int64(6)};
  if (!row.is_null(7)) task.machine = MachineId{row.int64(7)};
  task.action = row.text(8);
  task.parameters.text = row.text(9);
  task.parallel = row.boolean(10);
  task.execution_group = row.text(11);
  task.status = enum_of<TaskStatus>(row.text_view(12));
  task.message = row.text(13);
  if (!row.is_null(14)) task.results = JsonText{row.text(14)};
  task.enqueued_ms = row.int64(15);
  task.started_ms = row.int64(16);
  task.completed_ms = row.int64(17);
  return task;
}

template <class... Values>
std::vector<TaskRow> select(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<TaskRow> rows;
  while (statement.step()) rows.push_back(task_from(statement));
  return rows;
}

std::optional<TaskRow> first_of(std::vector<TaskRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void record(WriteTransaction& transaction, const TaskRow& row, TaskId id, ChangeOp op) {
  transaction.record(row.model, {EntityKind::task, id.value, 0}, op, row.machine.value_or(MachineId{}).value);
}

} // namespace

TaskId insert(WriteTransaction& transaction, const TaskRow& row) {
  auto& connection = transaction.connection();
  connection.execute(insert_task, row.model.value, row.operation.value, row.number, row.unit_name, row.machine_name,
                     value_of(row.unit), value_of(row.machine), row.action, row.parameters.text, row.parallel,
                     row.execution_group, text_of(row.status), row.message, row.enqueued_ms, row.completed_ms);
  const TaskId id{connection.last_insert_id()};
  record(transaction, row, id, row.machine ? ChangeOp::added : ChangeOp::noted);
  return id;
}

std::optional<TaskRow> find(const ReadTransaction& transaction, TaskId id) {
  return first_of(select(transaction, select_by_id, id.value));
}

std::optional<TaskRow> find(const ReadTransaction& transaction, ModelId model, std::int64_t number) {
  return first_of(select(transaction, select_by_number, model.value, number));
}

std::vector<TaskRow> of_operation(const ReadTransaction& transaction, OperationId id) {
  return select(transaction, select_of_operation, id.value);
}

std::vector<TaskRow> not_over(const ReadTransaction& transaction, MachineId machine) {
  return select(transaction, select_not_over, machine.value);
}

void update(WriteTransaction& transaction, const TaskRow& row) {
  const auto results = row.results ? std::optional(row.results->text) : std::nullopt;
  transaction.connection().execute(update_task, row.id.value, text_of(row.status), row.message, results,
                                   row.started_ms, row.completed_ms);
  record(transaction, row, row.id, ChangeOp::changed);
}

std::vector<TaskLogLine> log(const ReadTransaction& transaction, TaskId id) {
  auto statement = transaction.connection().prepare(select_log);
  statement.bind_all(id.value);
  std::vector<TaskLogLine> lines;
  while (statement.step()) lines.push_back({.at_ms = statement.int64(0), .message = statement.text(1)});
  return lines;
}

void add_log(WriteTransaction& transaction, const TaskRow& row, const std::vector<TaskLogLine>& lines) {
  for (const auto& line : lines) transaction.connection().execute(insert_log, row.id.value, line.at_ms, line.message);
  if (!lines.empty()) record(transaction, row, row.id, ChangeOp::noted);
}

} // namespace periapt::store::tasks
