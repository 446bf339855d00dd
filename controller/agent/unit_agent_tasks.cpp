// How actions and commands are run: like hooks, beside them. A task is told as running before it starts, and its
// end is one commit with what it has changed, so that it never runs twice. Rule: contract/hooks.md, section 12.
#include "agent/agent_status.h"
#include "agent/task_parts.h"
#include "agent/unit_agent.h"
#include "core/preview_task.h"
#include "resolver/transitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::milliseconds long_task{100};

/// What the tools of the task have left besides changes.
TaskReport said_in(const Commit& writes) { return writes.tasks.empty() ? TaskReport{} : writes.tasks.front(); }

std::string context_id(const UnitName& unit, const TaskEntity& task, Chance& chance) {
  return fmt::format("{}-{}-{}", unit.str(), is_commands(task) ? "run-commands" : task.action, chance.hex(16));
}

} // namespace

/// Hooks and tasks that are not parallel run one at a time on a machine; an execution group is a lock of its own.
bool UnitAgent::lock_for(const TaskEntity& task) {
  if (task.parallel && task.execution_group.empty()) {
    services_.lock.release(this);
    return true;
  }
  if (!task.execution_group.empty()) services_.lock.release(this);
  return take_lock(task.execution_group);
}

void UnitAgent::carry_out(const resolver::RunTask& operation, const resolver::RemoteState& remote) {
  const auto task = snapshot_->tasks.at(operation.number);
  if (!lock_for(*task)) return;
  resolver::begin_task(local(), remote, operation.number);
  ending_task_ = false;
  record_.hook_id = context_id(name_, *task, services_.chance);
  post(Commit{.tasks = {{.task = task->id, .status = TaskStatus::running}}});
  save({.clear_hook_writes = true});
  services_.store.sync();

  make_context({}, task);
  if (const auto fault = fault_of(*task, *charm_)) {
    context_.reset();
    return end_task({}, {.task = task->id, .status = TaskStatus::failed, .message = *fault});
  }
  activity_ = Activity::running_hook;
  const HookRun run = run_of(task);
  services_.hooks.start(run, *context_, [this](const HookOutcome& outcome) { hook_ended(outcome); });
  if (local().operation) return; // the error of the hook is what is shown
  executing_timer_ = services_.scheduler.after(long_task, [this, task] { announce(executing_status(*task)); });
}

void UnitAgent::carry_out(const resolver::EndLostTask& operation, const resolver::RemoteState& remote) {
  resolver::begin_task(local(), remote, operation.number);
  end_task({}, lost_report(local().task->id));
}

/// A task that an earlier agent started is taken over, or is lost with the supervisor.
void UnitAgent::adopt_task(const Commit& writes) {
  const auto known = snapshot_->tasks.find(local().task->number);
  const auto task = known == snapshot_->tasks.end() ? nullptr : known->second;
  if (task) {
    lock_for(*task);
    make_context(writes, task);
    const HookRun run = run_of(task);
    const auto ended = [this](const HookOutcome& outcome) { hook_ended(outcome); };
    if (services_.hooks.adopt(run, *context_, ended)) {
      activity_ = Activity::running_hook;
      say(LogLevel::info, fmt::format("Adopted the running action \"{}\"", task->action));
      return end_cancelled_task();
    }
    context_.reset();
  } else {
    services_.hooks.kill(record_.hook_id); // cancelled, and forgotten by the controller
    services_.hooks.forget(record_.hook_id);
  }
  end_task({}, lost_report(local().task->id));
}

// --- its end ------------------------------------------------------------------------------------
void UnitAgent::task_ended(const HookOutcome& outcome) {
  const auto& task = *context_->facts().task;
  const bool cancelled = ending_task_ || is_task_cancelled();
  const auto said = said_in(context_->writes());
  const auto handled = context_->writes().outcome;
  auto ended = outcome;
  if (handled) say_outcome(*handled);
  if (handled && !handled->reason.empty()) ended.reason = handled->reason;
  auto report = report_of(task, ended, said, cancelled, name_.str());
  if (outcome.cut_bytes > 0) {
    const auto text = fmt::format("{} bytes of what it printed were dropped", outcome.cut_bytes);
    report.log = {{.at_ms = services_.clock.wall_ms(), .message = text}};
  }
  Commit commit;
  if (outcome.kind == HookOutcome::Kind::succeeded && !cancelled && !is_preview(task)) commit = context_->writes();
  if (const auto refusal = refusal_of_writes(commit)) {
    commit = {};
    report = refused_report(std::move(report), *refusal);
  }
  commit.outcome = handled;
  end_task(std::move(commit), report);
}

void UnitAgent::end_task(Commit commit, const TaskReport& report) {
  commit.tasks = {report};
  commit.program = running_program();
  auto next = local();
  resolver::finish_task(next, remote_state(), next.task->number);
  submit(std::move(commit), next);
}

/// The controller has refused what the task has changed: it is over all the same, without that.
void UnitAgent::task_refused(const Commit& commit, const std::string& reason) {
  const auto report = commit.tasks.empty() ? lost_report(local().task->id) : commit.tasks.front();
  end_task({}, refused_report(report, reason));
}

// --- cancelling ---------------------------------------------------------------------------------
bool UnitAgent::is_task_cancelled() const {
  if (!snapshot_ || !local().task) return false;
  const auto known = snapshot_->tasks.find(local().task->number);
  return known == snapshot_->tasks.end() || known->second->status == TaskStatus::aborting;
}

void UnitAgent::end_cancelled_task() {
  if (activity_ != Activity::running_hook || ending_task_ || !is_task_cancelled()) return;
  ending_task_ = true;
  services_.hooks.stop(record_.hook_id);
}

// --- what its tools cause -----------------------------------------------------------------------
void UnitAgent::log_task(const std::string& message) {
  const TaskLogLine line{.at_ms = services_.clock.wall_ms(), .message = message};
  post(Commit{.tasks = {{.task = local().task->id, .log = {line}}}});
}

} // namespace periapt::agent
