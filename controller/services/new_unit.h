// A unit's row as it begins, on a machine that is there. Threads: inside the caller's transaction.
#pragma once

#include "core/status.h"
#include "store/application_repository.h"

#include <optional>
#include <string>

namespace periapt::services {

/// The next unit of the application; its name. `principal`: of a subordinate, on the same machine.
std::string insert_unit(store::WriteTransaction& transaction, const store::ApplicationRow& application,
                        MachineId machine, std::optional<UnitId> principal, TimeMs now);

} // namespace periapt::services
