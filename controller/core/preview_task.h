// The task that asks a handler what it would change: an action of no charm's, whose parameter `event` is the handler's.
// Rule: contract/wrappers.md, section 6.
#pragma once

#include "core/task.h"

namespace periapt {

inline constexpr std::string_view preview_action = "juju-preview";

inline bool is_preview(const TaskEntity& task) { return task.action == preview_action; }

} // namespace periapt
