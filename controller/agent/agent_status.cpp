#include "agent/agent_status.h"

#include <fmt/format.h>

namespace periapt::agent {

using resolver::HookInfo;
using resolver::HookKind;

namespace {

std::string subject_of(const HookInfo& hook) {
  if (!hook.remote_unit.empty()) return " for " + hook.remote_unit;
  if (!hook.secret) return "";
  const auto revision = hook.secret->revision > 0 ? fmt::format("/{}", hook.secret->revision) : "";
  return fmt::format(" for secret:{}{}", hook.secret->id, revision);
}

} // namespace

StatusWrite executing_status(const HookInfo& hook) {
  return {"executing", fmt::format("running {} hook{}", hook_name(hook), subject_of(hook))};
}

StatusWrite executing_status(const TaskEntity& task) { return {"executing", "running action " + task.action}; }

StatusWrite failed_status(const HookInfo& hook) {
  const auto name = hook.storage ? kind_name(hook.kind) : hook_name(hook);
  return {"error", fmt::format("hook failed: \"{}\"", name)};
}

StatusWrite lost_relation_status(const HookInfo& hook) {
  return {"error", fmt::format("hook failed: \"{}: relation: {} not found\"", kind_name(hook.kind), hook.number)};
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
