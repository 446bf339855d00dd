#include "cli/duration.h"

#include <fmt/chrono.h>

#include <ctime>

namespace periapt::cli {

namespace {

std::string ago(TimeMs count, const char* unit) {
  return fmt::format("{} {}{} ago", count, unit, count == 1 ? "" : "s");
}

} // namespace

std::string friendly_age(TimeMs moment, TimeMs now) {
  constexpr TimeMs minute = 60'000, hour = 60 * minute, day = 24 * hour;
  const TimeMs age = now - moment;
  if (age < minute) return "just now";
  if (age < hour) return ago(age / minute, "minute");
  if (age < day) return ago(age / hour, "hour");
  const std::time_t seconds = static_cast<std::time_t>(moment / 1000);
  std::tm fields{};
  gmtime_r(&seconds, &fields);
  return fmt::format("{:%Y-%m-%d}", fields);
}

} // namespace periapt::cli
