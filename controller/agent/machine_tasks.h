// Commands that run on the machine itself, outside of any unit. Each is told as running, and that is acknowledged,
// before it starts: the controller's word is what keeps it from running twice. The supervisor keeps the process and
// its end for the next agent. Rule: contract/cli.md 3.2; contract/hooks.md, section 12 and 13; DESIGN section 9,
// rule 9. Threads: the agent's one thread.
#pragma once

#include "agent/agent_services.h"
#include "agent/machine_state.h"

#include <map>
#include <memory>
#include <string>

namespace periapt::agent {

class MachineTasks {
public:
  explicit MachineTasks(const AgentServices& services);
  ~MachineTasks();
  MachineTasks(const MachineTasks&) = delete;
  MachineTasks& operator=(const MachineTasks&) = delete;

  /// The machine's tasks that are not over, by number.
  void update(const std::map<std::int64_t, Shared<TaskEntity>>& tasks);
  bool idle() const { return tasks_.empty(); }

private:
  struct Task {
    Shared<TaskEntity> entity;
    bool started = false;
    bool told_to_end = false;
    std::unique_ptr<Scheduler::Timer> again; // what could not be told is told again
  };

  void begin(const Shared<TaskEntity>& entity);
  void announce(TaskId id);
  void start(TaskId id);
  void ended(TaskId id, const HookOutcome& outcome);
  void tell_end(TaskId id, const TaskReport& report);
  /// Until the controller has taken it.
  void tell(TaskId id, const TaskReport& report, std::function<void()> taken);

  AgentServices services_;
  std::map<TaskId, Task> tasks_; // known here, until the controller shows them no more
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // answers that come after us are dropped
};

} // namespace periapt::agent
