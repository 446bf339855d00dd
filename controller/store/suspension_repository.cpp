#include "store/suspension_repository.h"

#include "database/connection.h"

namespace periapt::store::suspensions {
namespace {

constexpr auto update_suspended = "UPDATE relation SET suspended = ?2, suspended_reason = ?3, status = ?4,"
                                  " status_since_ms = ?5 WHERE id = ?1 AND suspended <> ?2";
constexpr auto update_reason = "UPDATE relation SET suspended_reason = ?2 WHERE id = ?1 AND suspended_reason <> ?2";
constexpr auto select_reason = "SELECT suspended_reason FROM relation WHERE id = ?";

} // namespace

void set(WriteTransaction& transaction, const RelationRow& row, bool suspended, const std::string& reason, TimeMs now) {
  const EntityKey key{EntityKind::relation, row.id.value, 0};
  transaction.connection().execute(update_suspended, row.id.value, suspended, reason,
                                   suspended ? "suspended" : "joining", now);
  if (transaction.connection().changes() > 0) {
    transaction.record(row.model, key, ChangeOp::changed);
    return;
  }
  transaction.connection().execute(update_reason, row.id.value, reason);
  if (transaction.connection().changes() > 0) transaction.record(row.model, key, ChangeOp::noted);
}

std::string reason(const ReadTransaction& transaction, RelationId relation) {
  auto statement = transaction.connection().prepare(select_reason);
  statement.bind_all(relation.value);
  return statement.step() ? statement.text(0) : "";
}

} // namespace periapt::store::suspensions
