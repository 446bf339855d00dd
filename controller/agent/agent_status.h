// The statuses that a unit's agent sets itself. Rule: contract/hooks.md, sections 8 and 9.
#pragma once

#include "core/commit.h"
#include "resolver/local_state.h"

#include <optional>

namespace periapt::agent {

StatusWrite executing_status(const resolver::HookInfo& hook);
/// `running action do-thing`
StatusWrite executing_status(const TaskEntity& task);
StatusWrite failed_status(const resolver::HookInfo& hook);
/// The same, once the relation that the hook is about has vanished. Rule: contract/hooks.md, section 4.
StatusWrite lost_relation_status(const resolver::HookInfo& hook);

/// The workload status that a unit shows while the hook runs, and from when it has succeeded.
std::optional<StatusWrite> status_before(const resolver::HookInfo& hook, const resolver::LocalState& local);
std::optional<StatusWrite> status_after(const resolver::HookInfo& hook, const resolver::LocalState& local);

} // namespace periapt::agent
