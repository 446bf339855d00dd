// One machine: a disk, a supervisor with the hooks it runs, and an agent that comes and goes between them and
// the controller. The agent's core is the real one; network, processes and power are made up.
#pragma once

#include "agent/machine_agent.h"
#include "sim/model/controller.h"
#include "sim/model/disk.h"

#include <map>
#include <memory>
#include <optional>

namespace periapt::sim {

/// The process of a hook or a task, known to the supervisor until an agent forgets it.
struct Process {
  agent::HookRun run;
  std::optional<agent::HookOutcome> outcome;
};

class SimMachine final : public Mortal {
public:
  SimMachine(MachineId id, SimController& controller, Setting& setting);
  ~SimMachine() override;
  SimMachine(const SimMachine&) = delete;
  SimMachine& operator=(const SimMachine&) = delete;

  // --- faults ---
  void kill_agent();
  void reboot();    // by a hook's wish: agent and hooks are gone
  void power_off(); // agent, hooks and what was not synced are gone; it boots again by itself
  void break_stream();
  void cut_off(std::int64_t duration_ms);

  MachineId id() const { return id_; }
  bool runs_hook() const;
  std::string activity() const override { return disk_.activity(); }
  void crash() override; // with or without the machine's power

private:
  class Runner;
  class Link;
  class Deployer;
  struct AgentProcess;
  friend class Runner;

  void boot();
  void shut_down();
  void start_agent();
  void open_stream();
  void take_update(const AgentUpdate& update);
  void note_observed(const std::string& revision);
  void close_stream();
  bool network_up() const { return controller_.up() && setting_.time.boot_ms() >= cut_off_until_ms_; }
  void plant(AgentUpdate& told);
  void act(const std::string& hook_id);
  void finish(const std::string& hook_id, bool fails);
  void end_process(const std::string& hook_id, const agent::HookOutcome& outcome);
  void note_task_end(const Process& process);
  void later(std::int64_t delay_ms, std::function<void()> action);
  void enter(const std::function<void()>& code) { setting_.crashes.run(*this, code); } // the agent's code
  void end_agent();

  MachineId id_;
  SimController& controller_;
  Setting& setting_;
  std::map<std::string, HookTrace> traces_;
  SimDisk disk_;
  std::map<std::string, Process> processes_;
  std::map<std::string, std::int64_t> deployed_; // unit -> which charm is on disk
  std::map<std::string, CharmRef> charms_told_;  // of a planted mistake: application -> its first charm
  int boots_ = 0;
  std::int64_t cut_off_until_ms_ = 0;
  std::optional<delivery::SubscriptionId> stream_;
  int stream_number_ = 0; // messages of earlier streams are dropped
  int stream_incarnation_ = 0;
  std::unique_ptr<AgentProcess> agent_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::sim
