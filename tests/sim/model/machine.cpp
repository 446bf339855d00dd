#include "sim/model/machine.h"

#include "sim/model/charm.h"
#include "sim/model/link.h"

#include <algorithm>

namespace periapt::sim {

using agent::HookOutcome;
using resolver::HookKind;

// --- hooks -------------------------------------------------------------------------------------
/// The agent's hand on the supervisor.
class SimMachine::Runner final : public agent::HookRunner {
public:
  explicit Runner(SimMachine& machine) : machine_(machine) {}

  void start(const agent::HookRun& run, hook_tools::HookContext& tools, Ended ended) override {
    machine_.processes_.insert_or_assign(run.id, Process{.run = run, .outcome = std::nullopt});
    attach(run.id, tools, std::move(ended));
    const auto begin = [this, run, alive = std::weak_ptr(alive_)] {
      if (!alive.expired() && attached_.contains(run.id)) this->begin(run);
    };
    if (run.hook.remote_unit.empty()) return begin();
    tools.prepare(hook_tools::UnitSettingsFetch{run.hook.number, run.hook.remote_unit}, begin);
  }

  bool adopt(const agent::HookRun& run, hook_tools::HookContext& tools, Ended ended) override {
    const auto process = machine_.processes_.find(run.id);
    if (process == machine_.processes_.end()) return false;
    machine_.setting_.coverage.count(process->second.outcome ? "fault: exit found after restart" : "fault: hook adopted");
    if (process->second.outcome && machine_.setting_.defect == ModelDefect::adopted_run_again) {
      start(run, tools, std::move(ended));
      return true;
    }
    attach(run.id, tools, std::move(ended));
    if (process->second.outcome) report(run.id);
    else if (!machine_.traces_.contains(run.id)) start(run, tools, std::move(attached_.at(run.id).ended)); // had not begun
    return true;
  }

  void forget(const std::string& id) override {
    machine_.processes_.erase(id);
    attached_.erase(id);
  }
  void kill(const std::string& id) override {
    const auto process = machine_.processes_.find(id);
    if (process == machine_.processes_.end() || process->second.outcome) return;
    process->second.outcome = HookOutcome{HookOutcome::Kind::interrupted, "killed", {}};
    machine_.traces_[id].value.clear();
    report(id);
  }
  void reboot() override {
    machine_.later(0, [&machine = machine_] { machine.reboot(); });
  }
  void stop(const std::string&) override {}
  void start_commands(const std::string&, const TaskEntity&, Ended) override {}
  bool adopt_commands(const std::string&, Ended) override { return false; }

  hook_tools::HookContext* tools(const std::string& id) const {
    const auto found = attached_.find(id);
    return found == attached_.end() ? nullptr : found->second.tools;
  }

  void report(const std::string& id) {
    machine_.setting_.time.after(0, [this, id, alive = std::weak_ptr(alive_)] {
      if (alive.expired() || !attached_.contains(id) || !machine_.processes_.contains(id)) return;
      const auto ended = std::move(attached_.at(id).ended);
      attached_.erase(id);
      ended(*machine_.processes_.at(id).outcome);
    });
  }

private:
  struct Attached {
    hook_tools::HookContext* tools;
    Ended ended;
  };

  void attach(const std::string& id, hook_tools::HookContext& tools, Ended ended) {
    attached_[id] = {&tools, std::move(ended)};
  }

  /// The program starts and reads what it is about; one that cannot read it fails.
  void begin(const agent::HookRun& run) {
    auto& setting = machine_.setting_;
    auto& trace = machine_.traces_[run.id];
    bool readable = true;
    try {
      trace.version = version_seen(run, *attached_.at(run.id).tools);
    } catch (const Error&) {
      readable = false;
      trace.version = unreadable;
    }
    const bool of_relation = resolver::is_relation_hook(run.hook.kind);
    setting.coverage.count("hook " + kind_name(run.hook.kind));
    if (is_subordinate(run.unit.str())) setting.coverage.count("hook of a subordinate");
    setting.history.push_back({.fact = Fact::hook_started, .unit = label_of(run.unit.str()), .hook = kind_name(run.hook.kind),
                               .relation = of_relation ? run.hook.number : -1,
                               .remote = run.hook.remote_unit.empty() ? run.hook.remote_application : label_of(run.hook.remote_unit),
                               .version = trace.version});
    if (!readable) {
      machine_.processes_.at(run.id).outcome = HookOutcome{HookOutcome::Kind::failed, "exit status 1"};
      return report(run.id);
    }
    machine_.later(static_cast<std::int64_t>(1 + setting.random.below(2000)),
                   [&machine = machine_, id = run.id] { machine.act(id); });
  }

  std::int64_t version_seen(const agent::HookRun& run, hook_tools::HookContext& tools) const {
    const auto number_in = [](const Bag& bag) {
      const auto found = bag.find(value_key);
      return found == bag.end() ? std::int64_t{0} : std::stoll(found->second);
    };
    switch (run.hook.kind) {
    case HookKind::config_changed: {
      const auto value = tools.config().at(value_key);
      return value ? std::get<std::int64_t>(*value) : 0;
    }
    case HookKind::start: return machine_.boots_;
    case HookKind::leader_elected: return machine_.disk_.leader_term(run.unit.str());
    case HookKind::relation_joined:
    case HookKind::relation_changed:
      if (run.hook.remote_application == run.unit.application().str() && run.hook.remote_unit.empty())
        return machine_.disk_.version_observed(run.unit.str());
      if (run.hook.remote_unit.empty()) return number_in(tools.application_settings(run.hook.number, run.hook.remote_application));
      return number_in(tools.unit_settings(run.hook.number, run.hook.remote_unit));
    default: return 0;
    }
  }

  SimMachine& machine_;
  std::map<std::string, Attached> attached_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

class SimMachine::Deployer final : public agent::CharmDeployer {
public:
  Deployer(SimMachine& machine) : machine_(machine) {}
  void deploy(const UnitName& unit, const CharmRef&, Done done) override {
    machine_.setting_.time.after(20, [this, unit, done = std::move(done), alive = std::weak_ptr(alive_)] {
      if (alive.expired()) return;
      if (!machine_.network_up()) return done({.charm = nullptr, .error = Error(ErrorKind::unavailable, "no connection")});
      machine_.deployed_[unit.str()] = true;
      done({.charm = charm(unit), .error = std::nullopt});
    });
  }
  std::shared_ptr<const charm::Charm> load(const UnitName& unit) override {
    return machine_.deployed_[unit.str()] ? charm(unit) : nullptr;
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
      : scheduler(machine.setting_.time), chance(machine.setting_.random), lock(scheduler), runner(machine),
        deployer(machine), link(machine.id_, machine.controller_, machine.setting_, [&machine] { return machine.network_up(); }),
        agent({machine.disk_, link, runner, deployer, lock, scheduler, chance, machine.setting_.time, [](const LogLine&) {}},
              "boot-" + std::to_string(machine.boots_)) {}

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
  setting_.time.after(delay_ms, [alive = std::weak_ptr(alive_), action = std::move(action)] {
    if (!alive.expired()) action();
  });
}

/// What a hook does after a while: it writes something, perhaps, and ends later. Without an agent its tool waits.
void SimMachine::act(const std::string& id) {
  if (!processes_.contains(id)) return;
  auto* tools = agent_ ? agent_->runner.tools(id) : nullptr;
  if (!tools) return later(100, [this, id] { act(id); });
  auto& random = setting_.random;
  const bool fails = setting_.faults && random.percent(10);
  const auto relations = tools->relations();
  if (setting_.faults && !relations.empty() && random.percent(50)) {
    const auto& relation = relations[random.below(relations.size())];
    const bool as_leader = random.percent(50) && tools->is_leader();
    if (as_leader) controller_.note_said_leader(processes_.at(id).run.unit.str());
    const auto value = std::to_string(++setting_.last_value);
    if (as_leader) tools->write_settings(relation.number, true, {{value_key, value}});
    else if (fails) tools->write_settings(relation.number, false, {{"failed", "failed-" + value}});
    else tools->write_settings(relation.number, false, {{value_key, value}});
    if (!as_leader && !fails) {
      traces_[id].relation = relation.number;
      traces_[id].value = value;
    }
  }
  if (fails) setting_.coverage.count("fault: hook failed");
  if (setting_.faults && random.percent(3)) {
    const bool now = random.percent(50);
    tools->reboot(now);
    if (now) return;
  }
  later(static_cast<std::int64_t>(1 + random.below(1500)), [this, id, fails] {
    if (!processes_.contains(id)) return;
    const auto keep = setting_.defect == ModelDefect::failed_write_kept;
    if (fails && !keep) processes_.at(id).outcome = HookOutcome{HookOutcome::Kind::failed, "exit status 1"};
    else if (setting_.faults && setting_.random.percent(4)) {
      setting_.coverage.count("fault: hook killed");
      processes_.at(id).outcome = HookOutcome{HookOutcome::Kind::interrupted, "killed"};
    } else processes_.at(id).outcome = HookOutcome{HookOutcome::Kind::succeeded, ""};
    if (processes_.at(id).outcome->kind != HookOutcome::Kind::succeeded) traces_[id].value.clear();
    if (agent_) agent_->runner.report(id);
  });
}

// --- life --------------------------------------------------------------------------------------
void SimMachine::boot() {
  ++boots_;
  start_agent();
}

void SimMachine::start_agent() {
  agent_ = std::make_unique<AgentProcess>(*this);
  agent_->agent.start();
  later(5, [this] { open_stream(); });
}

void SimMachine::kill_agent() {
  if (!agent_) return;
  setting_.coverage.count("fault: agent killed");
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
  shut_down();
  disk_.lose_power();
}

void SimMachine::shut_down() {
  close_stream();
  agent_.reset();
  for (const auto& [id, process] : processes_) {
    if (std::exchange(traces_[id].concluded, true)) continue;
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
    const auto known = agent_->agent.revision();
    agent_->agent.apply(told);
    if (agent_->agent.revision() != known) note_observed(told.revision);
    if (stream_ && controller_.up()) controller_.next_update(*stream_, [this](const AgentUpdate& next) { take_update(next); });
  });
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
  if (agent_) agent_->agent.disconnected();
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
