#include "core/bag.h"

#include <fmt/format.h>

namespace periapt {

bool apply_changes(Bag& bag, const BagChanges& changes) {
  bool changed = false;
  for (const auto& [key, value] : changes) {
    if (!value || value->empty()) {
      changed |= bag.erase(key) > 0;
    } else if (auto [place, inserted] = bag.try_emplace(key, *value); inserted) {
      changed = true;
    } else if (place->second != *value) {
      place->second = *value;
      changed = true;
    }
  }
  return changed;
}

BagChanges difference(const Bag& before, const Bag& after) {
  BagChanges changes;
  for (const auto& [key, value] : before)
    if (!after.contains(key)) changes[key] = std::nullopt;
  for (const auto& [key, value] : after) {
    const auto old = before.find(key);
    if (old == before.end() || old->second != value) changes[key] = value;
  }
  return changes;
}

std::optional<std::string> bag_refusal(const Bag& bag, std::size_t limit_bytes) {
  std::size_t size = 0;
  for (const auto& [key, value] : bag) {
    if (key.empty()) return "a key is empty";
    if (!is_utf8(key)) return "a key is not UTF-8";
    if (!is_utf8(value)) return fmt::format("the value of \"{}\" is not UTF-8", key);
    size += key.size() + value.size();
  }
  if (size > limit_bytes) return fmt::format("{} bytes are more than the limit of {} bytes a bag", size, limit_bytes);
  return std::nullopt;
}

} // namespace periapt
