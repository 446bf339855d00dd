// Checks a history against the invariants of DESIGN section 4 and the order rules of contract/hooks.md.
#pragma once

#include "sim/history.h"

#include <string>
#include <vector>

namespace periapt::sim {

/// One breach: the rule's name ("I5"), what was seen, and the index of the event (-1: the final state).
struct Breach {
  std::string rule;
  std::string what;
  std::int64_t event = -1;
};

/// Empty when every rule holds. Values that begin with "failed-" are written only by hooks that then fail.
std::vector<Breach> check(const History& history, const FinalState& final_state);

} // namespace periapt::sim
