// Durations as Go writes them: 10s, 1m30s, 2.5s, 250ms. Rule: contract/cli.md 1.4, contract/hook-tools.md 7.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace periapt {

/// nullopt when it is not a duration; "0" is one.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

} // namespace periapt
