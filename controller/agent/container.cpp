#include "agent/container.h"

#include <algorithm>

namespace periapt::agent {
namespace {

const std::string& principal_of(const UnitEntity& unit) { return unit.principal ? *unit.principal : unit.name; }

const UnitEntity* find_neighbour(const UnitSnapshot& snapshot, const std::string& name) {
  const auto found = std::find_if(snapshot.neighbours.begin(), snapshot.neighbours.end(),
                                  [&](const auto& unit) { return unit->name == name; });
  return found == snapshot.neighbours.end() ? nullptr : found->get();
}

} // namespace

bool lives_with(const UnitSnapshot& snapshot, const std::string& other) {
  const auto* unit = find_neighbour(snapshot, other);
  return unit && principal_of(*unit) == principal_of(*snapshot.unit);
}

bool is_stranger(const UnitSnapshot& snapshot, const std::string& other) {
  const auto* unit = find_neighbour(snapshot, other);
  return unit && principal_of(*unit) != principal_of(*snapshot.unit);
}

} // namespace periapt::agent
