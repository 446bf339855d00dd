#include "services/model_config_rules.h"

#include "charm/base.h"
#include "core/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

namespace periapt::services {
namespace {

bool is_boolean(const std::string& value) {
  static const std::set<std::string> words{"true", "false", "True", "False", "TRUE", "FALSE", "t", "f", "T", "F", "1", "0"};
  return words.contains(value);
}

/// Go style: one or more of a number (fractions allowed) and a unit: 5m, 1h30m, 0.5s.
bool is_positive_duration(std::string_view text) {
  static constexpr std::array<std::string_view, 6> units{"ms", "us", "ns", "s", "m", "h"};
  const auto numeric = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) || c == '.'; };
  bool positive = false;
  while (!text.empty()) {
    const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), numeric) - text.begin());
    if (digits == 0 || std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(digits), '.') > 1) return false;
    positive |= text.substr(0, digits).find_first_of("123456789") != std::string_view::npos;
    text.remove_prefix(digits);
    const auto unit = std::find_if(units.begin(), units.end(), [&](auto name) { return text.starts_with(name); });
    if (unit == units.end()) return false;
    text.remove_prefix(unit->size());
  }
  return positive;
}

bool is_whole_number(const std::string& value) {
  return !value.empty() && value.size() <= 12 &&
         std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isdigit(c); });
}

} // namespace

void check_model_setting(const std::string& key, const std::string& value) {
  static const std::set<std::string> harvest_modes{"none", "unknown", "destroyed", "all"};
  const auto refuse = [&](std::string_view expected) {
    throw make_error(ErrorKind::invalid, "invalid {} \"{}\": expected {}", key, value, expected);
  };
  if (key == "agent-version") throw Error(ErrorKind::invalid, "\"agent-version\" must be set via \"upgrade-model\"");
  if (key == "charmhub-url") throw Error(ErrorKind::invalid, "\"charmhub-url\" must be set via \"add-model\"");
  if (key == "update-status-hook-interval" && !is_positive_duration(value)) refuse("a duration like 5m");
  if (key == "automatically-retry-hooks" && !is_boolean(value)) refuse("true or false");
  if (key == "provisioner-harvest-mode" && !harvest_modes.contains(value)) refuse("none, unknown, destroyed or all");
  if (key == "contract-policy" && value != "warn" && value != "refuse") refuse("warn or refuse");
  if (key == "relation-settings-limit-bytes" && !is_whole_number(value)) refuse("a number of bytes");
  if (key == "hook-recordings" && (!is_whole_number(value) || value.size() > 4)) refuse("a number from 0 to 9999");
  if (key == "default-base" && !value.empty()) charm::Base::parse(value);
}

} // namespace periapt::services
