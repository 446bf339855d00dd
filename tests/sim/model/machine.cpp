#include "sim/model/machine.h"

#include "sim/model/charm.h"
#include "sim/model/hook_script.h"
#include "sim/model/link.h"
#include "sim/model/runner.h"

#include <algorithm>

namespace periapt::sim {

using agent::HookOutcome;

// --- charms ------------------------------------------------------------------------------------
class SimMachine::Deployer final : public agent::CharmDeployer {
public:
  Deployer(SimMachine& machine) : machine_(machine) {}
  void deploy(const UnitName& unit, const CharmRef& wanted, Done done) override {
    machine_.setting_.time.after(20, [this, unit, url = wanted.url, done = std::move(done), alive = std::weak_ptr(alive_)] {
      if (alive.expired()) return;
      agent::DeployOutcome outcome{.charm = nullptr, .error = Error(ErrorKind::unavailable, "no connection")};
      if (machine_.network_up()) {
        machine_.deployed_[unit.str()] = charm_version(url);
        outcome = {.charm = charm(unit), .error = std::nullopt};
      }
      machine_.disk_.acts(unit.str());
      machine_.enter([&] { done(outcome); });
    });
  }
  std::shared_ptr<const charm::Charm> load(const UnitName& unit) override {
    return machine_.deployed_[unit.str()] > 0 ? charm(unit) : nullptr;
  }
  void remove(const UnitName& unit) override { machine_.deployed_.erase(unit.str()); }

private:
  static std::shared_ptr<const charm::Charm> charm(const UnitName& unit) {
    return std::make_shared<charm::Charm>(charm_of(unit.str()));
  }
  SimMachine& machine_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

struct SimMachine::AgentProcess {
  explicit AgentProcess(SimMachine& machine)
      : scheduler(machine.setting_.time, [&machine](const auto& code) { machine.enter(code); }), chance(machine.setting_.random), lock(scheduler), runner(machine),
        deployer(machine), link(machine.id_, machine.controller_, machine.setting_, link_of(machine)),
        agent({machine.disk_, link, runner, deployer, lock, scheduler, chance, machine.setting_.time, [](const LogLine&) {}},
              "boot-" + std::to_string(machine.boots_)) {}

  static SimLink::Agent link_of(SimMachine& machine) {
    return {.network_up = [&machine] { return machine.network_up(); },
            .enter = [&machine](UnitId unit, const auto& code) {
              machine.disk_.acts(unit);
              machine.enter(code);
            }};
  }

  VirtualScheduler scheduler;
  SeededChance chance;
  agent::MachineLock lock;
  Runner runner;
  Deployer deployer;
  SimLink link;
  agent::MachineAgent agent;
};

SimMachine::SimMachine(MachineId id, SimController& controller, Setting& setting)
    : id_(id), controller_(controller), setting_(setting), disk_(setting, traces_) {
  boot();
}

SimMachine::~SimMachine() { close_stream(); }

void SimMachine::later(std::int64_t delay_ms, std::function<void()> action) {
  setting_.time.after(delay_ms, [this, alive = std::weak_ptr(alive_), action = std::move(action)] {
    if (!alive.expired()) enter(action);
  });
}

/// What a hook does after a while: it writes something, perhaps, and ends later. Without an agent its tool waits.
void SimMachine::act(const std::string& id) {
  const auto process = processes_.find(id);
  if (process == processes_.end() || process->second.outcome) return;
  auto* tools = agent_ ? agent_->runner.tools(id) : nullptr;
  if (!tools) return later(100, [this, id] { act(id); });
  const auto end_later = [this, id](bool fails) {
    later(static_cast<std::int64_t>(1 + setting_.random.below(1500)), [this, id, fails] { finish(id, fails); });
  };
  try {
    const auto acted = act_in_hook(setting_, controller_, process->second.run, *tools, traces_[id]);
    if (!acted.killed) end_later(acted.fails);
  } catch (...) { // the agent has died in a tool's call, the program goes on
    end_later(false);
    throw;
  }
}

void SimMachine::finish(const std::string& id, bool fails) {
  const auto process = processes_.find(id);
  if (process == processes_.end() || process->second.outcome) return;
  if (fails && setting_.defect != ModelDefect::failed_write_kept)
    return end_process(id, {HookOutcome::Kind::failed, "exit status 1", {}, process->second.run.task ? 1 : 0});
  if (setting_.faults && setting_.random.percent(process->second.run.task ? 12 : 4)) {
    setting_.coverage.count(process->second.run.task ? "fault: task killed" : "fault: hook killed");
    return end_process(id, {HookOutcome::Kind::interrupted, "killed", {}});
  }
  end_process(id, {HookOutcome::Kind::succeeded, "", {}});
}

void SimMachine::end_process(const std::string& id, const agent::HookOutcome& outcome) {
  auto& process = processes_.at(id);
  process.outcome = outcome;
  if (outcome.kind != HookOutcome::Kind::succeeded) traces_[id].value.clear();
  note_task_end(process);
  if (agent_) agent_->runner.report(id);
}

void SimMachine::note_task_end(const Process& process) {
  if (process.run.task)
    setting_.history.push_back({.fact = Fact::task_ended, .unit = label_of(process.run.unit.str()), .number = process.run.task->number});
}

// --- life --------------------------------------------------------------------------------------
void SimMachine::boot() {
  ++boots_;
  start_agent();
}

void SimMachine::start_agent() {
  agent_ = std::make_unique<AgentProcess>(*this);
  enter([this] { agent_->agent.start(); });
  later(5, [this] { open_stream(); });
}

void SimMachine::kill_agent() {
  if (!agent_) return;
  setting_.coverage.count("fault: agent killed");
  end_agent();
}

void SimMachine::crash() {
  if (setting_.random.percent(40)) return power_off();
  end_agent();
}

/// Its supervisor starts another one.
void SimMachine::end_agent() {
  close_stream();
  agent_.reset();
  later(static_cast<std::int64_t>(50 + setting_.random.below(4000)), [this] {
    if (!agent_) start_agent();
  });
}

void SimMachine::reboot() {
  if (!agent_) return;
  setting_.coverage.count("reboot by a hook");
  shut_down();
}

void SimMachine::power_off() {
  if (!agent_) return;
  setting_.coverage.count("fault: machine rebooted");
  disk_.lose_power();
  shut_down();
}

void SimMachine::shut_down() {
  close_stream();
  agent_.reset();
  for (const auto& [id, process] : processes_) {
    if (process.run.task && !process.outcome) note_task_end(process);
    if (std::exchange(traces_[id].concluded, true) || process.run.task) continue;
    setting_.history.push_back({.fact = Fact::hook_failed, .unit = label_of(process.run.unit.str()), .hook = kind_name(process.run.hook.kind)});
  }
  processes_.clear();
  later(static_cast<std::int64_t>(1000 + setting_.random.below(20'000)), [this] {
    if (!agent_) boot();
  });
}

// --- the stream --------------------------------------------------------------------------------
void SimMachine::open_stream() {
  if (!agent_ || stream_) return;
  if (!network_up()) return later(500, [this] { open_stream(); });
  ++stream_number_;
  stream_incarnation_ = controller_.incarnation();
  const bool below_floor = setting_.random.percent(30); // what was missed has been compacted: a snapshot follows
  stream_ = controller_.subscribe(id_, below_floor ? "" : agent_->agent.revision());
  agent_->agent.connected();
  controller_.next_update(*stream_, [this](const AgentUpdate& update) { take_update(update); });
}

void SimMachine::take_update(const AgentUpdate& update) {
  const auto delay = static_cast<std::int64_t>(1 + setting_.random.below(setting_.faults ? 800 : 5));
  later(delay, [this, update, number = stream_number_] {
    if (!agent_ || !stream_ || number != stream_number_) return;
    if (!network_up() || controller_.incarnation() != stream_incarnation_) return break_stream();
    auto told = update;
    if (told.snapshot) setting_.coverage.count("snapshot applied");
    if (setting_.defect == ModelDefect::snapshot_merged) told.snapshot = false;
    if (setting_.defect == ModelDefect::lost_row && setting_.random.percent(10) && !told.snapshot)
      told = {.revision = update.revision};
    plant(told);
    const auto known = agent_->agent.revision();
    agent_->agent.apply(told);
    if (agent_->agent.revision() != known) note_observed(told.revision);
    if (stream_ && controller_.up()) controller_.next_update(*stream_, [this](const AgentUpdate& next) { take_update(next); });
  });
}

/// Mistakes in what the agent hears.
void SimMachine::plant(AgentUpdate& told) {
  if (setting_.defect == ModelDefect::detaching_skipped)
    std::erase_if(told.storage, [](const StorageEntity& storage) { return storage.life != Life::alive; });
  if (setting_.defect == ModelDefect::secret_change_lost)
    for (auto& secret : told.secrets) secret.latest_revision = std::min<std::int64_t>(secret.latest_revision, 2);
  if (setting_.defect == ModelDefect::upgrade_lost)
    for (auto& application : told.applications) application.charm = charms_told_.emplace(application.name, application.charm).first->second;
}

/// What is not newer is ignored by the agent and not observed.
void SimMachine::note_observed(const std::string& text) {
  const auto revision = *Revision::parse(text);
  const bool again = setting_.defect == ModelDefect::old_update_again && setting_.random.percent(10);
  setting_.history.push_back({.fact = Fact::observed,
                              .unit = "machine-" + std::to_string(id_.value) + " boot " + std::to_string(boots_),
                              .version = again ? revision.number - 50 : revision.number, .number = revision.epoch});
}

void SimMachine::close_stream() {
  if (stream_ && controller_.up() && controller_.incarnation() == stream_incarnation_) controller_.unsubscribe(*stream_);
  stream_.reset();
  ++stream_number_;
}

void SimMachine::break_stream() {
  if (!stream_) return;
  close_stream();
  enter([this] {
    if (agent_) agent_->agent.disconnected();
  });
  later(static_cast<std::int64_t>(100 + setting_.random.below(3000)), [this] { open_stream(); });
}

bool SimMachine::runs_hook() const {
  return std::any_of(processes_.begin(), processes_.end(), [](const auto& process) { return !process.second.outcome; });
}

void SimMachine::cut_off(std::int64_t duration_ms) {
  setting_.coverage.count("fault: machine cut off");
  cut_off_until_ms_ = setting_.time.boot_ms() + duration_ms;
  break_stream();
}

} // namespace periapt::sim
