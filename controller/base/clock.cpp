#include "base/clock.h"

#include <fmt/format.h>

#include <ctime>

namespace periapt {
namespace {

std::int64_t read_clock_ms(clockid_t id) {
  timespec now{};
  clock_gettime(id, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

std::int64_t SystemClock::wall_ms() const { return read_clock_ms(CLOCK_REALTIME); }
std::int64_t SystemClock::boot_ms() const { return read_clock_ms(CLOCK_BOOTTIME); }

std::string format_utc_ms(std::int64_t wall_ms) {
  const std::time_t seconds = wall_ms / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                     utc.tm_hour, utc.tm_min, utc.tm_sec, wall_ms % 1000);
}

} // namespace periapt
