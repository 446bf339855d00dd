// What handlers need of a unit's agent beyond what every hook needs. Rule: contract/wrappers.md.
#include "agent/task_parts.h"
#include "agent/unit_agent.h"
#include "core/preview_task.h"

#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

namespace periapt::agent {

/// What is to run, in the context that is open.
HookRun UnitAgent::run_of(const resolver::HookInfo& hook) const {
  HookRun run{record_.hook_id, name_, hook, context_->facts().snapshot};
  if (const auto* handler = charm::find_handler(*context_->facts().charm, hook_name(hook))) run.handler = *handler;
  return run;
}

HookRun UnitAgent::run_of(const Shared<TaskEntity>& task) const {
  HookRun run{record_.hook_id, name_, {}, context_->facts().snapshot, task};
  const auto event = is_preview(*task) ? previewed_event(*task) : charm::action_event(task->action);
  const auto* handler = charm::find_handler(*context_->facts().charm, event);
  if (handler && !is_commands(*task)) run.handler = *handler;
  return run;
}

void UnitAgent::say_outcome(const HandlerOutcome& outcome) const {
  const auto& counts = outcome.counts;
  const auto level = outcome.result == HandlerResult::failed     ? LogLevel::error
                     : outcome.result == HandlerResult::repaired ? LogLevel::warning
                                                                 : LogLevel::info;
  say(level, fmt::format("handler \"{}\" ({}): {}, {} kept, {} changed, {} not kept, {} skipped{}{}", outcome.event,
                         outcome.tool, boost::describe::enum_to_string(outcome.result, ""), counts.kept,
                         counts.changed, counts.not_kept, counts.skipped, outcome.reason.empty() ? "" : ": ",
                         outcome.reason));
}

/// What its successful config-changed has seen is the previous configuration of the next one.
void UnitAgent::note_config() {
  if (charm_->handlers.empty()) return;
  record_.config_told.emplace();
  for (const auto& [name, value] : context_->config())
    if (value) record_.config_told->emplace(name, *value);
}

} // namespace periapt::agent
