// An outcome as the agent reads it, and texts of a bearable length.
#pragma once

#include "core/handler_outcome.h"

#include <string>
#include <string_view>

namespace periapt::adapters {

/// Shape: contract/wrappers.md, section 3.
std::string outcome_json(const HandlerOutcome& outcome);

/// At most 1 KiB of it, on one line, and UTF-8 whatever it was.
std::string bounded(std::string_view text);

} // namespace periapt::adapters
