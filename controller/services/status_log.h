// What an entity's statuses have been. Rule: contract/cli.md 3.5. Threads: inside the caller's transaction.
#pragma once

#include "core/status.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

struct StatusLogEntry {
  std::string type; // workload, juju-unit, application, juju-machine, machine
  StatusRecord status;
};

/// Oldest first. `type` is one of the above, unit (workload and juju-unit), container and juju-container (machines too),
/// model or saas (only what it is now).
/// Throws Error(not_found) for an unknown entity, Error(invalid) for an unknown type.
std::vector<StatusLogEntry> status_log(const store::ReadTransaction& transaction, ModelId model,
                                       const std::string& type, const std::string& name);

} // namespace periapt::services
