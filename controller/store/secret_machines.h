// Which machines' agents are told of a secret, and what each is told. Part of agent_view (agent_view.h).
#pragma once

#include "core/entities.h"
#include "store/transaction.h"

#include <optional>
#include <set>

namespace periapt::store {

/// Those with a unit that owns it, a unit of the application that owns it, or a unit that reads it.
std::set<MachineId> machines_of_secret(const ReadTransaction& transaction, SecretRow row);

/// nullopt when it is gone, or is not one of machines_of_secret any more.
std::optional<SecretEntity> secret_of_machine(const ReadTransaction& transaction, SecretRow row, MachineId machine);

/// All that the machine must know.
std::set<SecretRow> secrets_on_machine(const ReadTransaction& transaction, MachineId machine);

} // namespace periapt::store
