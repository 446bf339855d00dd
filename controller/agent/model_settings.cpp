#include "agent/model_settings.h"

#include <algorithm>
#include <charconv>

namespace periapt::agent {
namespace {

using std::chrono::milliseconds;

struct TimeUnit {
  std::string_view name;
  milliseconds length;
};
constexpr TimeUnit time_units[] = {{"ms", milliseconds(1)},
                                   {"h", std::chrono::hours(1)},
                                   {"m", std::chrono::minutes(1)},
                                   {"s", std::chrono::seconds(1)}};

} // namespace

std::optional<milliseconds> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  milliseconds total{0};
  while (!text.empty()) {
    double count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc() || count < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const auto unit = std::find_if(std::begin(time_units), std::end(time_units),
                                   [&](const TimeUnit& one) { return text.starts_with(one.name); });
    if (unit == std::end(time_units)) return std::nullopt;
    total += milliseconds(static_cast<std::int64_t>(count * static_cast<double>(unit->length.count())));
    text.remove_prefix(unit->name.size());
  }
  return total;
}

milliseconds update_status_interval(const ModelEntity& model) {
  constexpr milliseconds usual = std::chrono::minutes(5);
  const auto setting = model.settings.find("update-status-hook-interval");
  const auto interval = setting == model.settings.end() ? usual : parse_duration(setting->second).value_or(usual);
  return std::clamp<milliseconds>(interval, std::chrono::minutes(1), std::chrono::minutes(60));
}

bool refuses_breaches(const ModelEntity& model) {
  const auto setting = model.settings.find("contract-policy");
  return setting != model.settings.end() && setting->second == "refuse";
}

std::size_t recorded_hooks(const ModelEntity& model) {
  const auto setting = model.settings.find("hook-recordings");
  std::size_t count = 0;
  if (setting != model.settings.end())
    std::from_chars(setting->second.data(), setting->second.data() + setting->second.size(), count);
  return count;
}

std::size_t charm_state_limit_bytes(const ModelEntity& model) {
  constexpr std::size_t usual = 2 << 20;
  constexpr std::size_t most = 8 << 20; // "no limit" too: a commit carries it
  const auto setting = model.settings.find("max-charm-state-size");
  std::size_t limit = usual;
  if (setting != model.settings.end())
    std::from_chars(setting->second.data(), setting->second.data() + setting->second.size(), limit);
  return limit == 0 ? most : std::min(limit, most);
}

bool retries_hooks(const ModelEntity& model) {
  const auto setting = model.settings.find("automatically-retry-hooks");
  return setting == model.settings.end() || setting->second != "false";
}

} // namespace periapt::agent
