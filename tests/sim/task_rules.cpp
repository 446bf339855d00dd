#include "sim/task_rules.h"

#include <fmt/format.h>

namespace periapt::sim {
namespace {

constexpr std::int64_t a_minute_ms = 60'000;

bool is_over(const std::string& status) { return status != "pending" && status != "running" && status != "aborting"; }

} // namespace

void TaskRules::see(const Event& event) {
  switch (event.fact) {
  case Fact::task_asked: tasks_[event.number].unit = event.unit; break;
  case Fact::task_cancelled: tasks_[event.number].cancelled = true; break;
  case Fact::task_started: started(event); break;
  case Fact::task_told: tasks_[event.number].told = event.hook; break;
  case Fact::removal_forced: forced_.emplace(event.unit, event.number); break;
  case Fact::unit_gone: gone(event); break;
  default: break;
  }
}

void TaskRules::started(const Event& event) {
  auto& task = tasks_[event.number];
  if (task.started) breach_("I2", fmt::format("task {} of {} begins again", event.number, event.unit));
  if (task.told) breach_("I2", fmt::format("task {} of {} begins although it is over", event.number, event.unit));
  if (!task.unit.empty() && task.unit != event.unit)
    breach_("ORDER", fmt::format("task {} is for {}, not for {}", event.number, task.unit, event.unit));
  task.started = true;
}

void TaskRules::gone(const Event& event) {
  const auto since = forced_.extract(event.unit);
  if (since && event.number - since.mapped() > a_minute_ms)
    breach_("I12", fmt::format("{} went {} ms after it was removed by force", event.unit, event.number - since.mapped()));
}

void TaskRules::finish(const FinalState& state) const {
  for (const auto& [number, status] : state.tasks) {
    const auto task = tasks_.find(number);
    if (task != tasks_.end()) finish_task(number, task->second, status);
  }
  for (const auto& [unit, since] : forced_) breach_("I12", unit + " was removed by force and is still there");
  for (const auto& unit : state.dying) breach_("I12", unit + " is dying and does not go");
}

/// The end that the unit made durable is the one that is shown; only who has cancelled it may be shown another.
void TaskRules::finish_task(std::int64_t number, const Task& task, const std::string& status) const {
  const auto what = fmt::format("task {} of {} is {}", number, task.unit, status);
  if (!is_over(status)) return breach_("I1", what + " in the end");
  if (task.told && *task.told != status && !task.cancelled) breach_("I1", fmt::format("{} and ended as {}", what, *task.told));
  if (!task.told && !task.cancelled) breach_("I1", what + " although nobody has said so");
  if (status == "completed" && !task.started) breach_("I2", what + " and never began");
  if ((status == "cancelled" || status == "aborted") && !task.cancelled) breach_("I1", what + " although nobody has cancelled it");
}

} // namespace periapt::sim
