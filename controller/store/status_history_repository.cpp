#include "store/status_history_repository.h"

#include "database/connection.h"

namespace periapt::store::status_history {

std::vector<StatusRecord> list(const ReadTransaction& transaction, const std::string& type, std::int64_t entity) {
  auto statement = transaction.connection().prepare(
      "SELECT status, message, since_ms FROM status_history WHERE type = ? AND entity_id = ? ORDER BY id");
  statement.bind_all(type, entity);
  std::vector<StatusRecord> records;
  while (statement.step()) records.push_back({statement.text(0), statement.text(1), statement.int64(2)});
  return records;
}

} // namespace periapt::store::status_history
