#include "store/transaction.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store {
namespace {

constexpr auto newest_revision = "SELECT coalesce(max(revision), 0) FROM changes";
constexpr auto insert_change =
    "INSERT INTO changes (model_id, kind, first, second, op, concerns) VALUES (?, ?, ?, ?, ?, ?)";

} // namespace

Revision ReadTransaction::revision() const {
  auto statement = connection_.prepare(newest_revision);
  statement.step();
  return {epoch_, statement.int64(0)};
}

std::int64_t WriteTransaction::record(ModelId model, EntityKey key, ChangeOp op, std::int64_t concerns) {
  connection().execute(insert_change, model.value, text_of(key.kind), key.first, key.second, text_of(op), concerns);
  has_recorded_ = true;
  return connection().last_insert_id();
}

void WriteTransaction::all_or_nothing(const std::function<void()>& part) {
  database::Savepoint savepoint(connection());
  part();
  savepoint.release();
}

} // namespace periapt::store
