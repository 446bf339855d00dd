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

bool is_utf8(std::string_view text) {
  const auto continuation = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const auto second = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    std::size_t length = 0;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    else if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    else if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    else return false;
    // overlong forms, surrogates and values beyond U+10FFFF
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
        (lead == 0xF4 && second > 0x8F))
      return false;
    for (std::size_t k = 1; k < length; ++k)
      if (!continuation(i + k)) return false;
    i += length;
  }
  return true;
}

} // namespace periapt
