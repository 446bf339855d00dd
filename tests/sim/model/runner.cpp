#include "sim/model/runner.h"

#include "sim/model/charm.h"

namespace periapt::sim {

using agent::HookOutcome;
using resolver::HookKind;

void SimMachine::Runner::start(const agent::HookRun& run, hook_tools::HookContext& tools, Ended ended) {
  machine_.processes_.insert_or_assign(run.id, Process{.run = run, .outcome = std::nullopt});
  attached_[run.id] = {&tools, std::move(ended)};
  const auto begin = [this, run, alive = std::weak_ptr(alive_)] {
    if (!alive.expired() && attached_.contains(run.id)) this->begin(run);
  };
  if (run.hook.remote_unit.empty()) return begin();
  tools.prepare(hook_tools::UnitSettingsFetch{run.hook.number, run.hook.remote_unit}, begin);
}

bool SimMachine::Runner::adopt(const agent::HookRun& run, hook_tools::HookContext& tools, Ended ended) {
  const auto process = machine_.processes_.find(run.id);
  if (process == machine_.processes_.end()) return false;
  auto& setting = machine_.setting_;
  const bool has_ended = process->second.outcome.has_value();
  if (run.task) setting.coverage.count("fault: task adopted");
  else setting.coverage.count(has_ended ? "fault: exit found after restart" : "fault: hook adopted");
  const bool again = run.task ? setting.defect == ModelDefect::task_run_again
                              : has_ended && setting.defect == ModelDefect::adopted_run_again;
  const bool had_not_begun = !has_ended && !machine_.traces_.contains(run.id);
  if (again || had_not_begun) {
    start(run, tools, std::move(ended));
    return true;
  }
  attached_[run.id] = {&tools, std::move(ended)};
  if (has_ended) report(run.id);
  return true;
}

void SimMachine::Runner::forget(const std::string& id) {
  machine_.processes_.erase(id);
  attached_.erase(id);
}

void SimMachine::Runner::kill(const std::string& id) {
  const auto process = machine_.processes_.find(id);
  if (process == machine_.processes_.end() || process->second.outcome) return;
  machine_.end_process(id, {HookOutcome::Kind::interrupted, "killed", {}});
}

hook_tools::HookContext* SimMachine::Runner::tools(const std::string& id) const {
  const auto found = attached_.find(id);
  return found == attached_.end() ? nullptr : found->second.tools;
}

void SimMachine::Runner::report(const std::string& id) {
  machine_.setting_.time.after(0, [this, id, alive = std::weak_ptr(alive_)] {
    if (alive.expired() || !attached_.contains(id) || !machine_.processes_.contains(id)) return;
    const auto ended = std::move(attached_.at(id).ended);
    attached_.erase(id);
    const auto process = machine_.processes_.at(id);
    machine_.disk_.acts(process.run.unit.str());
    machine_.enter([&] { ended(*process.outcome); });
  });
}

/// The program starts and reads what it is about; one that cannot read it fails.
void SimMachine::Runner::begin(const agent::HookRun& run) {
  auto& setting = machine_.setting_;
  if (run.task) {
    machine_.traces_[run.id] = {};
    setting.coverage.count("task run");
    setting.history.push_back({.fact = Fact::task_started, .unit = label_of(run.unit.str()), .number = run.task->number});
  } else {
    begin_hook(run);
  }
  machine_.later(static_cast<std::int64_t>(1 + setting.random.below(run.task ? 8000 : 2000)),
                 [&machine = machine_, id = run.id] { machine.act(id); });
}

void SimMachine::Runner::begin_hook(const agent::HookRun& run) {
  auto& setting = machine_.setting_;
  auto& trace = machine_.traces_[run.id];
  try {
    trace.version = version_seen(run, *attached_.at(run.id).tools);
  } catch (const Error&) {
    trace.version = unreadable;
  }
  const bool of_relation = resolver::is_relation_hook(run.hook.kind);
  setting.coverage.count("hook " + kind_name(run.hook.kind));
  if (is_subordinate(run.unit.str())) setting.coverage.count("hook of a subordinate");
  setting.history.push_back({.fact = Fact::hook_started, .unit = label_of(run.unit.str()), .hook = kind_name(run.hook.kind),
                             .relation = of_relation ? run.hook.number : -1, .remote = SimDisk::subject_of(run.hook),
                             .version = trace.version, .application = machine_.disk_.secret_owner(run.hook)});
  if (trace.version == unreadable) machine_.end_process(run.id, {HookOutcome::Kind::failed, "exit status 1", {}});
}

std::int64_t SimMachine::Runner::version_seen(const agent::HookRun& run, hook_tools::HookContext& tools) const {
  const auto number_in = [](const Bag& bag) {
    const auto found = bag.find(value_key);
    return found == bag.end() ? std::int64_t{0} : std::stoll(found->second);
  };
  const auto unit = run.unit.str();
  if (run.hook.storage || run.hook.secret) return machine_.disk_.version_recorded(unit, run.hook);
  const auto charm = machine_.deployed_[unit];
  switch (run.hook.kind) {
  case HookKind::install:
  case HookKind::upgrade_charm: return charm;
  case HookKind::config_changed: {
    const auto value = tools.config().at(value_key);
    return config_version(value ? std::get<std::int64_t>(*value) : 0, charm);
  }
  case HookKind::leader_settings_changed: return number_in(tools.leader_settings());
  case HookKind::start: return machine_.boots_;
  case HookKind::leader_elected: return machine_.disk_.leader_term(unit);
  case HookKind::relation_joined:
  case HookKind::relation_changed:
    // In its own application's bag a leader reads its own later writes as well, so that the value does not tell.
    if (run.hook.remote_application == run.unit.application().str() && run.hook.remote_unit.empty())
      return machine_.disk_.version_recorded(unit, run.hook);
    if (run.hook.remote_unit.empty()) return number_in(tools.application_settings(run.hook.number, run.hook.remote_application));
    return number_in(tools.unit_settings(run.hook.number, run.hook.remote_unit));
  default: return 0;
  }
}

} // namespace periapt::sim
