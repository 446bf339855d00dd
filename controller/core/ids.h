// Ids are identity: never used again, unlike names (a new wordpress/0 is another unit than the
// removed one). Rows, tokens, commits and outboxes use ids. Rule: DESIGN section 9, rule 2.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace periapt {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  auto operator<=>(const Id&) const = default;
};

using ModelId = Id<struct ModelTag>;
using ApplicationId = Id<struct ApplicationTag>;
using UnitId = Id<struct UnitTag>;
using MachineId = Id<struct MachineTag>;
using RelationId = Id<struct RelationTag>; // the row; the number charms see is RelationEnd::number
using CharmId = Id<struct CharmTag>;
using UserId = Id<struct UserTag>;

/// A random RFC 4122 version 4 string is made in base (base/random.h); core only carries it.
using Uuid = std::string;

} // namespace periapt

template <class Tag>
struct std::hash<periapt::Id<Tag>> {
  std::size_t operator()(periapt::Id<Tag> id) const noexcept { return std::hash<std::int64_t>()(id.value); }
};
