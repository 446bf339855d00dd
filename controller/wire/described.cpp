#include "wire/described.h"

namespace periapt::wire {

std::string spell(const Place& place) {
  if (place.parent == nullptr) return "$";
  const auto above = spell(*place.parent);
  if (place.field.empty()) return above + "[" + std::to_string(place.index) + "]";
  return above + "." + std::string(place.field);
}

} // namespace periapt::wire
