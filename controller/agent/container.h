// A principal unit with its subordinates, who share a machine, and container-scoped relations with each other only.
// Rule: contract/hooks.md 5.8.
#pragma once

#include "agent/machine_state.h"

#include <string>

namespace periapt::agent {

/// Whether `other`, which is on the machine now, has the same principal as the snapshot's unit.
bool lives_with(const UnitSnapshot& snapshot, const std::string& other);
/// Whether it is on the machine with another principal. A unit that has gone is neither.
bool is_stranger(const UnitSnapshot& snapshot, const std::string& other);

} // namespace periapt::agent
