#include "core/config_value.h"

#include <fmt/format.h>

#include <cmath>

namespace periapt {

std::string config_text(const ConfigValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "True" : "False";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value)) {
    if (std::floor(*number) == *number && std::abs(*number) < 1e15) return fmt::format("{:.0f}", *number);
    return fmt::format("{}", *number);
  }
  return std::get<std::string>(value);
}

} // namespace periapt
