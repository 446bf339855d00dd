// A point in the controller's one sequence of changes. On the wire "<epoch>-<number>"; restoring a
// backup starts a new epoch. Rule: DESIGN section 9, rule 3.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace periapt {

struct Revision {
  std::int64_t epoch = 0;
  std::int64_t number = 0;
  auto operator<=>(const Revision&) const = default;

  std::string str() const { return std::to_string(epoch) + "-" + std::to_string(number); }
  /// nullopt when the text is not "<digits>-<digits>"
  static std::optional<Revision> parse(std::string_view text);
};

} // namespace periapt
