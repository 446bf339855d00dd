// Durations as people like them ("3 minutes ago"). Rule: contract/cli.md, 2.16.
#pragma once

#include "core/status.h"

#include <string>

namespace periapt::cli {

/// "just now", "3 minutes ago", or the date when it is long ago
std::string friendly_age(TimeMs moment, TimeMs now);

} // namespace periapt::cli
