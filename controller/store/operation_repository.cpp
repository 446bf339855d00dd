#include "store/operation_repository.h"

#include "database/connection.h"

namespace periapt::store::operations {
namespace {

#define OPERATION_COLUMNS "id, model_id, number, summary, fail, enqueued_ms"
constexpr auto insert_operation =
    "INSERT INTO operation (model_id, number, summary, fail, enqueued_ms) VALUES (?, ?, ?, ?, ?)";
constexpr auto select_by_number = "SELECT " OPERATION_COLUMNS " FROM operation WHERE model_id = ? AND number = ?";
constexpr auto select_by_id = "SELECT " OPERATION_COLUMNS " FROM operation WHERE id = ?";
constexpr auto select_of_model = "SELECT " OPERATION_COLUMNS " FROM operation WHERE model_id = ? ORDER BY number";
#undef OPERATION_COLUMNS
constexpr auto delete_older =
    "DELETE FROM operation WHERE model_id = ? AND enqueued_ms < ? AND NOT EXISTS (SELECT 1 FROM task"
    " WHERE operation_id = operation.id AND status IN ('pending', 'running', 'aborting'))";

template <class... Values>
std::vector<OperationRow> select(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<OperationRow> rows;
  while (statement.step())
    rows.push_back({.id = {statement.int64(0)},
                    .model = {statement.int64(1)},
                    .number = statement.int64(2),
                    .summary = statement.text(3),
                    .fail = statement.text(4),
                    .enqueued_ms = statement.int64(5)});
  return rows;
}

std::optional<OperationRow> first_of(std::vector<OperationRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

} // namespace

OperationId insert(WriteTransaction& transaction, const OperationRow& row) {
  auto& connection = transaction.connection();
  connection.execute(insert_operation, row.model.value, row.number, row.summary, row.fail, row.enqueued_ms);
  return {connection.last_insert_id()};
}

std::optional<OperationRow> find(const ReadTransaction& transaction, ModelId model, std::int64_t number) {
  return first_of(select(transaction, select_by_number, model.value, number));
}

std::optional<OperationRow> find(const ReadTransaction& transaction, OperationId id) {
  return first_of(select(transaction, select_by_id, id.value));
}

std::vector<OperationRow> list(const ReadTransaction& transaction, ModelId model) {
  return select(transaction, select_of_model, model.value);
}

void remove_older(WriteTransaction& transaction, ModelId model, TimeMs moment) {
  transaction.connection().execute(delete_older, model.value, moment);
}

} // namespace periapt::store::operations
