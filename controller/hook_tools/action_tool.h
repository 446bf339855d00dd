// What the four tools of actions share. Rule: contract/hook-tools.md, section 6.
#pragma once

#include "hook_tools/tool.h"

namespace periapt::hook_tools {

/// Throws Error(conflict) `not running an action`.
void require_action(const HookContext& context);

/// "a.b" -> {"a", "b"}
std::vector<std::string> split_keys(const std::string& text);

} // namespace periapt::hook_tools
