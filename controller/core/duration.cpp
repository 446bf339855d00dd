#include "core/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace periapt {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 6> units_in_ms{
    {{"ns", 1e-6}, {"us", 1e-3}, {"ms", 1.0}, {"s", 1000.0}, {"m", 60'000.0}, {"h", 3'600'000.0}}};

std::optional<double> take_number(std::string_view& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<double> take_unit(std::string_view& text) {
  const auto length = std::min(text.find_first_of("0123456789."), text.size());
  for (const auto& [name, factor] : units_in_ms)
    if (text.substr(0, length) == name) {
      text.remove_prefix(length);
      return factor;
    }
  return std::nullopt;
}

} // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::milliseconds{0};
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    const auto number = take_number(text);
    const auto factor = number ? take_unit(text) : std::nullopt;
    if (!factor) return std::nullopt;
    total += *number * *factor;
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(negative ? -total : total));
}

} // namespace periapt
