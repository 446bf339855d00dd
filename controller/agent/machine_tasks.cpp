#include "agent/machine_tasks.h"

#include "agent/task_parts.h"

#include <fmt/format.h>

#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::seconds tell_again{1};

/// The same for every agent, so that the next one finds the process.
std::string process_id(TaskId id) { return fmt::format("machine-task-{}", id.value); }

} // namespace

MachineTasks::MachineTasks(const AgentServices& services) : services_(services) {}

MachineTasks::~MachineTasks() {
  *alive_ = false;
  for (const auto& [id, task] : tasks_) services_.lock.release(&task);
}

void MachineTasks::update(const std::map<std::int64_t, Shared<TaskEntity>>& tasks) {
  std::erase_if(tasks_, [&](const auto& entry) {
    const auto& task = entry.second;
    if (tasks.contains(task.entity->number) || task.started) return false;
    services_.lock.release(&task); // cancelled before it began, or told as over
    return true;
  });
  for (const auto& [number, entity] : tasks) {
    const auto known = tasks_.find(entity->id);
    if (known == tasks_.end()) {
      begin(entity);
    } else if (entity->status == TaskStatus::aborting && known->second.started &&
               !std::exchange(known->second.told_to_end, true)) {
      services_.hooks.stop(process_id(entity->id));
    }
  }
}

void MachineTasks::begin(const Shared<TaskEntity>& entity) {
  const auto id = entity->id;
  auto& task = tasks_[id];
  task.entity = entity;
  task.started = services_.hooks.adopt_commands(process_id(id), [this, id](const HookOutcome& outcome) { ended(id, outcome); });
  if (task.started) {
    task.told_to_end = entity->status == TaskStatus::aborting;
    if (task.told_to_end) services_.hooks.stop(process_id(id));
  } else if (entity->status != TaskStatus::pending) {
    tell_end(id, lost_report(id));
  } else if ((entity->parallel && entity->execution_group.empty()) ||
             services_.lock.acquire(&task, [this, id] { announce(id); }, entity->execution_group)) {
    announce(id);
  }
}

void MachineTasks::announce(TaskId id) {
  tell(id, {.task = id, .status = TaskStatus::running}, [this, id] { start(id); });
}

void MachineTasks::start(TaskId id) {
  const auto found = tasks_.find(id);
  if (found == tasks_.end()) return; // cancelled meanwhile
  found->second.started = true;
  services_.hooks.start_commands(process_id(id), *found->second.entity,
                                 [this, id](const HookOutcome& outcome) { ended(id, outcome); });
}

void MachineTasks::ended(TaskId id, const HookOutcome& outcome) {
  auto& task = tasks_.at(id);
  services_.lock.release(&task);
  tell_end(id, report_of(*task.entity, outcome, {}, task.told_to_end, "machine"));
}

void MachineTasks::tell_end(TaskId id, const TaskReport& report) {
  tell(id, report, [this, id] {
    services_.hooks.forget(process_id(id));
    tasks_.at(id).started = false; // goes when the controller shows it no more
  });
}

void MachineTasks::tell(TaskId id, const TaskReport& report, std::function<void()> taken) {
  const auto answered = [this, alive = alive_, id, report, taken = std::move(taken)](const Reply<wire::Empty>& reply) {
    if (!*alive || !tasks_.contains(id)) return;
    if (reply.value) return taken();
    if (reply.error->kind() != ErrorKind::unavailable) return services_.lock.release(&tasks_.at(id)); // it is over there
    tasks_.at(id).again = services_.scheduler.after(tell_again, [this, id, report, taken] { tell(id, report, taken); });
  };
  services_.controller.report_task(report, answered);
}

} // namespace periapt::agent
