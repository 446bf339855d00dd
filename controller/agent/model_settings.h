// The model's settings that an agent acts on, read from their texts. Rule: contract/hooks.md, sections 8 and 10.
#pragma once

#include "core/entities.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace periapt::agent {

/// "5m", "1h30m", "90s", "500ms"; nullopt for anything else.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// update-status-hook-interval, kept within 1 to 60 minutes; 5 minutes when it is not set.
std::chrono::milliseconds update_status_interval(const ModelEntity& model);

/// contract-policy is `refuse`: a hook that would break an interface contract fails. Else the unit's log warns.
bool refuses_breaches(const ModelEntity& model);

/// hook-recordings: how many of a unit's last hooks are recorded; none when it is not set.
std::size_t recorded_hooks(const ModelEntity& model);

/// max-charm-state-size, the controller's: how much the unit's charm may keep there.
std::size_t charm_state_limit_bytes(const ModelEntity& model);

/// automatically-retry-hooks; true when it is not set.
bool retries_hooks(const ModelEntity& model);

} // namespace periapt::agent
