#include "services/controller_settings.h"

#include "charm/yaml_reader.h"
#include "core/controller_setting.h"
#include "core/duration.h"
#include "core/error.h"
#include "core/storage_name.h"
#include "store/controller_setting_repository.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace periapt::services {
namespace {

using Kind = ControllerSetting::Kind;

constexpr std::int64_t usual_charm_state_bytes = 2 << 20;
constexpr std::int64_t most_charm_state_bytes = 8 << 20; // in one commit beside all else; also what "no limit" comes to

std::optional<std::int64_t> whole_number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_list(const std::string& text) {
  try {
    return charm::parse_yaml(text).type() == charm::YamlType::sequence;
  } catch (const Error&) {
    return false;
  }
}

void check_kind(const ControllerSetting& setting, const std::string& value) {
  const auto refuse = [&](std::string_view expected) {
    throw make_error(ErrorKind::invalid, "{}: expected {}, got \"{}\"", setting.name, expected, value);
  };
  switch (setting.kind) {
  case Kind::text: return;
  case Kind::whole_number:
    if (!whole_number_in(value)) refuse("a number");
    return;
  case Kind::flag:
    if (value != "true" && value != "false") refuse("true or false");
    return;
  case Kind::duration:
    if (!parse_duration(value)) refuse("a duration like 10m");
    return;
  case Kind::size:
    if (!parse_size_mib(value)) refuse("a size like 20M");
    return;
  case Kind::list:
    if (!is_list(value)) refuse("a list like [a,b]");
    return;
  }
}

void check_bounds(const ControllerSetting& setting, const std::string& value) {
  if (setting.kind == Kind::whole_number && *whole_number_in(value) < 0)
    throw make_error(ErrorKind::invalid, "{} cannot be negative, got {}", setting.name, value);
  if (setting.name == charm_state_limit_setting && *whole_number_in(value) > most_charm_state_bytes)
    throw make_error(ErrorKind::invalid, "{} cannot be more than {} bytes, got {}", setting.name, most_charm_state_bytes, value);
  if (setting.name == debug_log_limit_setting && parse_duration(value)->count() <= 0)
    throw make_error(ErrorKind::invalid, "{} cannot be zero", setting.name);
  if (setting.name == model_logs_size_setting && *parse_size_mib(value) < 1)
    throw make_error(ErrorKind::invalid, "{} less than 1 MB not valid", setting.name);
}

void require_changeable(const std::map<std::string, std::string>& set) {
  std::string refused;
  for (const auto& [key, value] : set)
    if (const auto* setting = find_controller_setting(key); !setting || !setting->changeable)
      refused += (refused.empty() ? "" : " ") + key;
  if (!refused.empty())
    throw make_error(ErrorKind::invalid, "invalid or read-only controller config values cannot be updated: [{}]", refused);
}

} // namespace

std::map<std::string, std::string> controller_settings(const store::ReadTransaction& transaction) {
  auto settings = store::controller_settings::all(transaction);
  for (const auto& setting : periapt::controller_settings())
    if (setting.initial) settings.emplace(setting.name, setting.initial);
  return settings;
}

void set_controller_settings(store::WriteTransaction& transaction, const std::map<std::string, std::string>& set) {
  require_changeable(set);
  for (const auto& [key, value] : set) {
    check_kind(*find_controller_setting(key), value);
    check_bounds(*find_controller_setting(key), value);
  }
  store::controller_settings::set(transaction, set);
}

std::size_t charm_state_limit_bytes(const store::ReadTransaction& transaction) {
  const auto limit = whole_number_in(store::controller_settings::value(transaction, charm_state_limit_setting)).value_or(0);
  return static_cast<std::size_t>(limit > 0 ? std::max(limit, usual_charm_state_bytes) : most_charm_state_bytes);
}

std::int64_t model_logs_limit_bytes(const store::ReadTransaction& transaction) {
  return parse_size_mib(store::controller_settings::value(transaction, model_logs_size_setting)).value_or(1) << 20;
}

} // namespace periapt::services
