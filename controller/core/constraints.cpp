#include "core/constraints.h"

#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>

namespace periapt {
namespace {

struct Known {
  std::string_view key;
  Constraints::Kind kind;
};

using Kind = Constraints::Kind;
constexpr std::array known_constraints{
    Known{"arch", Kind::text},          Known{"container", Kind::text},
    Known{"cores", Kind::number},       Known{"cpu-power", Kind::number},
    Known{"instance-role", Kind::text}, Known{"instance-type", Kind::text},
    Known{"mem", Kind::size},           Known{"root-disk", Kind::size},
    Known{"root-disk-source", Kind::text}, Known{"tags", Kind::list},
    Known{"spaces", Kind::list},        Known{"virt-type", Kind::text},
    Known{"zones", Kind::list},         Known{"allocate-public-ip", Kind::boolean},
    Known{"image-id", Kind::text},
};

const Known* find_known(std::string_view key) {
  const auto found = std::find_if(known_constraints.begin(), known_constraints.end(),
                                  [&](const auto& one) { return one.key == key; });
  return found == known_constraints.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_value(std::string_view key, std::string_view reason) {
  throw make_error(ErrorKind::invalid, "bad \"{}\" constraint: {}", key, reason);
}

std::string canonical_number(std::string_view key, const std::string& value) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < 0) refuse_value(key, "must be a non-negative integer");
  return std::to_string(number);
}

/// MiB, rounded up; a bare number is MiB.
std::string canonical_size(std::string_view key, const std::string& value) {
  constexpr std::string_view units = "MGTP";
  constexpr double most = 1e15;
  double number = 0;
  const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), number, std::chars_format::fixed);
  const std::string_view unit(rest, static_cast<std::size_t>(value.data() + value.size() - rest));
  const auto power = unit.empty() ? 0 : units.find(unit);
  const bool known = error == std::errc{} && unit.size() <= 1 && power != std::string_view::npos;
  const double size = known ? std::ceil(number * std::pow(1024.0, static_cast<double>(power))) : 0;
  if (!known || !(size >= 0 && size <= most)) // not a number is neither
    refuse_value(key, "must be a non-negative float with optional M/G/T/P suffix");
  return fmt::format("{:.0f}", size);
}

std::string canonical_boolean(std::string_view key, const std::string& value) {
  if (value != "true" && value != "false") refuse_value(key, "must be 'true' or 'false'");
  return value;
}

std::string canonical(const Known& known, const std::string& value) {
  switch (known.kind) {
  case Kind::number: return canonical_number(known.key, value);
  case Kind::size: return canonical_size(known.key, value);
  case Kind::boolean: return canonical_boolean(known.key, value);
  case Kind::text:
  case Kind::list: break;
  }
  return value;
}

} // namespace

Constraints Constraints::parse(std::string_view text) {
  Constraints constraints;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      throw make_error(ErrorKind::invalid, "malformed constraint \"{}\"", word);
    auto key = word.substr(0, equals);
    if (key == "cpu-cores") key = "cores";
    const auto* known = find_known(key);
    if (!known) throw make_error(ErrorKind::invalid, "unknown constraint \"{}\"", key);
    if (equals + 1 == word.size()) constraints.values_.erase(key);
    else constraints.values_[key] = canonical(*known, word.substr(equals + 1));
  }
  return constraints;
}

std::vector<Constraints::Item> Constraints::items() const {
  std::vector<Item> items;
  for (const auto& known : known_constraints)
    if (const auto found = values_.find(known.key); found != values_.end())
      items.push_back({std::string(known.key), known.kind, found->second});
  return items;
}

std::string Constraints::str() const {
  std::string text;
  for (const auto& item : items())
    text += fmt::format("{}{}={}{}", text.empty() ? "" : " ", item.key, item.value, item.kind == Kind::size ? "M" : "");
  return text;
}

Constraints Constraints::over(const Constraints& others) const {
  auto merged = *this;
  merged.values_.insert(others.values_.begin(), others.values_.end());
  return merged;
}

} // namespace periapt
