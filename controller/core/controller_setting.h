// The settings of a controller as a whole, as the contract names them: what kind of value each has and what it is when
// nobody has set it. The controller checks and keeps them, the client shows them. Rule: contract/cli.md 2.17.
#pragma once

#include <span>
#include <string_view>

namespace periapt {

struct ControllerSetting {
  enum class Kind { text, whole_number, flag, duration, size, list };

  std::string_view name;
  Kind kind = Kind::text;
  const char* initial = nullptr; // nullptr: it has no value until one is set
  bool changeable = false;
};

/// Sorted by name.
std::span<const ControllerSetting> controller_settings();
/// nullptr: there is no such setting.
const ControllerSetting* find_controller_setting(std::string_view name);

// Those that this controller acts by; the others are kept and shown.
inline constexpr const char* charm_state_limit_setting = "max-charm-state-size";
inline constexpr const char* debug_log_limit_setting = "max-debug-log-duration";
inline constexpr const char* model_logs_size_setting = "model-logs-size";

} // namespace periapt
