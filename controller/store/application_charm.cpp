#include "store/application_charm.h"

#include "database/connection.h"

namespace periapt::store::applications {

constexpr auto update_forced = "UPDATE application SET charm_forced = 1 WHERE id = ? AND charm_forced = 0";
constexpr auto update_charm =
    "UPDATE application SET charm_id = ?2, charm_forced = ?3, charm_modified = charm_modified + 1 WHERE id = ?1";

void set_charm(WriteTransaction& transaction, const ApplicationRow& row, CharmId charm, bool forced) {
  transaction.connection().execute(update_charm, row.id.value, charm.value, forced);
  transaction.record(row.model, {EntityKind::application, row.id.value, 0}, ChangeOp::changed);
}

void force_charm(WriteTransaction& transaction, const ApplicationRow& row) {
  transaction.connection().execute(update_forced, row.id.value);
  if (transaction.connection().changes() > 0)
    transaction.record(row.model, {EntityKind::application, row.id.value, 0}, ChangeOp::changed);
}

} // namespace periapt::store::applications
