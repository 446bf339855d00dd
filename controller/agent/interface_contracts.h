// What the contract of a relation means on a machine: which named events hold of what the other side publishes, and
// whether what a hook wants to publish breaks this side's promise. The contract's text came with the relation, pinned
// when that was made. Rule: DESIGN section 6. Threads: the agent's one thread.
#pragma once

#include "agent/machine_state.h"
#include "charm/charm.h"
#include "core/commit.h"
#include "resolver/remote_state.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace periapt::agent {

/// By the publisher, a member of `relation` or its other application; only events that the charm has a program for.
std::map<std::string, std::set<std::string>> events_that_hold(const RelationSnapshot& snapshot,
                                                              const resolver::RemoteRelation& relation,
                                                              const charm::Charm& charm);

/// One sentence for each bag that would break a promise if `commit` were made. What was there before counts too: it is
/// the bag that is promised.
std::vector<std::string> contract_breaches(const Commit& commit, const UnitSnapshot& snapshot);

} // namespace periapt::agent
