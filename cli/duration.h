// Durations as Go writes them (10s, 1m30s, 2.5s, 250ms) and as people like them ("3 minutes ago").
// Rule: contract/cli.md, 1.4 and 2.16.
#pragma once

#include "core/status.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::cli {

/// nullopt when it is not a duration; "0" is one.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// "just now", "3 minutes ago", or the date when it is long ago
std::string friendly_age(TimeMs moment, TimeMs now);

} // namespace periapt::cli
