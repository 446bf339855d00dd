// The tools as people read about them, where no hook runs. Any thread.
#pragma once

#include "hook_tools/tools.h"

#include <string>
#include <string_view>

namespace periapt::hook_tools {

/// What that tool is for, in one sentence; empty when there is no such tool.
std::string_view tool_summary(std::string_view name);
/// The whole --help of that tool. Throws Error(not_found).
std::string tool_help(std::string_view name);

} // namespace periapt::hook_tools
