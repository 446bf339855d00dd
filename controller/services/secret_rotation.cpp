#include "services/secret_rotation.h"

#include <algorithm>
#include <chrono>

namespace periapt::services {
namespace {

using namespace std::chrono;

TimeMs after_months(TimeMs from, int count) {
  const sys_time<milliseconds> moment{milliseconds(from)};
  const auto day = floor<days>(moment);
  const auto date = year_month_day(day) + months(count);
  const auto first = sys_days(date.year() / date.month() / 1);
  const auto later = first + (days(static_cast<unsigned>(date.day())) - days(1)) + (moment - day);
  return later.time_since_epoch().count();
}

TimeMs after(TimeMs from, milliseconds time) { return from + time.count(); }

} // namespace

std::optional<TimeMs> next_rotation(RotatePolicy policy, TimeMs from) {
  switch (policy) {
  case RotatePolicy::never: return std::nullopt;
  case RotatePolicy::hourly: return after(from, hours(1));
  case RotatePolicy::daily: return after(from, days(1));
  case RotatePolicy::weekly: return after(from, weeks(1));
  case RotatePolicy::monthly: return after_months(from, 1);
  case RotatePolicy::quarterly: return after_months(from, 3);
  case RotatePolicy::yearly: return after_months(from, 12);
  }
  return std::nullopt;
}

std::optional<TimeMs> rotation_after_change(RotatePolicy policy, std::optional<TimeMs> planned, TimeMs now) {
  const auto scheduled = next_rotation(policy, now);
  return scheduled && planned ? std::min(*scheduled, *planned) : scheduled;
}

std::optional<TimeMs> rotation_after_hook(RotatePolicy policy, bool has_new_revision,
                                          std::optional<TimeMs> latest_expire_ms, TimeMs now) {
  const auto scheduled = next_rotation(policy, now);
  if (!scheduled) return std::nullopt;
  const bool expires_before = latest_expire_ms && *latest_expire_ms < *scheduled;
  return has_new_revision && !expires_before ? *scheduled : now + rotate_again_ms;
}

} // namespace periapt::services
