#include "core/revision.h"

#include <charconv>

namespace periapt {

std::optional<Revision> Revision::parse(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  Revision revision;
  const auto number = [](std::string_view part, std::int64_t& value) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size() && !part.empty() && part.front() != '-';
  };
  if (!number(text.substr(0, dash), revision.epoch) || !number(text.substr(dash + 1), revision.number))
    return std::nullopt;
  return revision;
}

} // namespace periapt
