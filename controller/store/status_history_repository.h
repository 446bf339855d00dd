// What statuses have been. The database writes it (0036-status-history.sql); here it is only read.
#pragma once

#include "core/status.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::store::status_history {

/// Of one entity's one type, oldest first: workload and juju-unit of a unit, application, juju-machine and machine of a
/// machine.
std::vector<StatusRecord> list(const ReadTransaction& transaction, const std::string& type, std::int64_t entity);

} // namespace periapt::store::status_history
