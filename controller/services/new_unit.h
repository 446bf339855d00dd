// A unit's row as it begins, on a machine that is there. Threads: inside the caller's transaction.
#pragma once

#include "core/status.h"
#include "store/application_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct NewUnit {
  MachineId machine;
  std::optional<UnitId> principal;         // of a subordinate: on the same machine
  std::vector<std::string> attach_storage; // ids of storage that is there; the charm's other storage is made
};

/// The next unit of the application; its name. Throws what give_storage() throws.
std::string insert_unit(store::WriteTransaction& transaction, const store::ApplicationRow& application,
                        const NewUnit& place, TimeMs now);

} // namespace periapt::services
