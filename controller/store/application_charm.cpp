#include "store/application_charm.h"

#include "database/connection.h"

namespace periapt::store::applications {

constexpr auto update_charm =
    "UPDATE application SET charm_id = ?2, charm_modified = charm_modified + 1 WHERE id = ?1";

void set_charm(WriteTransaction& transaction, const ApplicationRow& row, CharmId charm) {
  transaction.connection().execute(update_charm, row.id.value, charm.value);
  transaction.record(row.model, {EntityKind::application, row.id.value, 0}, ChangeOp::changed);
}

} // namespace periapt::store::applications
