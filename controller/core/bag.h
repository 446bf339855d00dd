// Databags: the string maps that units and applications publish into relations.
#pragma once

#include "core/text.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt {

using Bag = std::map<std::string, std::string>;

/// key -> new value; nullopt or an empty value deletes (contract/hooks.md 5.6).
using BagChanges = std::map<std::string, std::optional<std::string>>;

/// What really changed in a bag.
struct ChangedKeys {
  std::vector<std::string> set;
  std::vector<std::string> removed;
  bool empty() const { return set.empty() && removed.empty(); }
};

/// True when `bag` really changed: writing a value that is already there changes nothing.
bool apply_changes(Bag& bag, const BagChanges& changes);

/// The changes that lead from `before` to `after`.
BagChanges difference(const Bag& before, const Bag& after);

/// nullopt, or the reason: a key or value is not UTF-8, a key is empty, or the bag exceeds `limit_bytes`.
std::optional<std::string> bag_refusal(const Bag& bag, std::size_t limit_bytes);

} // namespace periapt
