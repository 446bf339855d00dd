#include "agent/agent_status.h"

#include <fmt/format.h>

namespace periapt::agent {

using resolver::HookInfo;
using resolver::HookKind;

StatusWrite executing_status(const HookInfo& hook) {
  const auto remote = hook.remote_unit.empty() ? "" : " for " + hook.remote_unit;
  return {"executing", fmt::format("running {} hook{}", hook_name(hook), remote)};
}

StatusWrite failed_status(const HookInfo& hook) {
  return {"error", fmt::format("hook failed: \"{}\"", hook_name(hook))};
}

std::optional<StatusWrite> status_before(const HookInfo& hook, const resolver::LocalState& local) {
  switch (hook.kind) {
  case HookKind::install:
    if (local.status_set) return std::nullopt;
    return StatusWrite{"maintenance", "installing charm software"};
  case HookKind::stop: return StatusWrite{"maintenance", "stopping charm software"};
  case HookKind::remove: return StatusWrite{"maintenance", "cleaning up prior to charm deletion"};
  default: return std::nullopt;
  }
}

std::optional<StatusWrite> status_after(const HookInfo& hook, const resolver::LocalState& local) {
  switch (hook.kind) {
  case HookKind::start:
    if (local.status_set) return std::nullopt;
    return StatusWrite{"unknown", ""};
  case HookKind::stop: return StatusWrite{"maintenance", ""};
  case HookKind::remove: return StatusWrite{"terminated", ""};
  default: return std::nullopt;
  }
}

} // namespace periapt::agent
