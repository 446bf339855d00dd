// What agents are told, read from the model: which machines a change concerns, and the entities of one
// machine as of one revision. Pure reads, used by delivery. Rule: DESIGN section 9, 4 to 7.
#pragma once

#include "core/entities.h"
#include "store/journal.h"

#include <set>
#include <vector>

namespace periapt::store {

/// The keys that a change makes dirty for one machine.
struct Concern {
  MachineId machine;
  bool snapshot = false; // a unit came or went: everything must be read anew, keys is empty
  std::vector<EntityKey> keys;
};

std::vector<Concern> machines_concerned(const ReadTransaction& transaction, const Change& change);

/// All that the machine's agent must know; replaces all it knew. A machine that is gone gets a snapshot
/// without a machine.
AgentUpdate read_snapshot(const ReadTransaction& transaction, MachineId machine);

/// The current values of `keys`; those that are gone or no longer concern the machine are in `removed`.
/// A removed relation takes its bags with it: they are not listed one by one.
AgentUpdate read_update(const ReadTransaction& transaction, MachineId machine, const std::set<EntityKey>& keys);

} // namespace periapt::store
