// Commits as collections of parts: a hook's buffered writes grow one by one, and what a unit has written is seen
// by its next hook before the controller's stream brings it back.
#pragma once

#include "agent/machine_state.h"
#include "core/commit.h"

#include <optional>
#include <string>

namespace periapt::agent {

/// Adds the settings, ports, secrets and charm state of `part` to `commit`, later ones winning; opening and closing the
/// same range for the same endpoint cancel out.
void merge_writes(Commit& commit, const Commit& part);

/// The snapshot as it will be once the controller has taken `commit`: own bags and ports.
void apply_own_writes(UnitSnapshot& snapshot, const Commit& commit);

/// The same of what the unit has written as leader, which the controller has taken.
void apply_leader_write(UnitSnapshot& snapshot, const BagChanges& changes);

/// nullptr: the unit has no such relation, or none any more.
const RelationSnapshot* relation_of(const UnitSnapshot& snapshot, RelationId id);
/// The own bag, the unit's or its application's, as `write` would leave it.
Bag bag_after(const SettingsWrite& write, const RelationSnapshot& relation, const std::string& unit);

/// nullopt, or why the controller would refuse these writes whatever its state: a size or a form (rule 14).
std::optional<std::string> refusal_of(const Commit& commit, const UnitSnapshot& snapshot, const Bag& charm_state);

/// An empty value is kept here, unlike in relation bags; only nullopt deletes.
void apply_charm_state(Bag& state, const BagChanges& changes);

} // namespace periapt::agent
