// One UnitAgent in a world of fakes: time that the test advances, a disk in memory that outlives the agent, a
// controller that answers when told to, and hooks that end when told to.
#pragma once

#include "agent/machine_agent.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace periapt::agent {

class FakeScheduler final : public Scheduler, public Clock {
public:
  std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> action) override {
    auto alive = std::make_shared<bool>(true);
    actions_.push_back({now_ms_ + delay.count(), alive, std::move(action)});
    return std::make_unique<FakeTimer>(alive);
  }
  void post(std::function<void()> action) { actions_.push_back({now_ms_, std::make_shared<bool>(true), std::move(action)}); }

  /// Runs what is due until nothing is.
  void run() { advance(std::chrono::milliseconds(0)); }
  void advance(std::chrono::milliseconds time) {
    const auto end = now_ms_ + time.count();
    while (run_first_until(end)) {}
    now_ms_ = end;
  }

  std::int64_t wall_ms() const override { return now_ms_; }
  std::int64_t boot_ms() const override { return now_ms_; }

private:
  struct FakeTimer final : Timer {
    explicit FakeTimer(std::shared_ptr<bool> flag) : alive(std::move(flag)) {}
    ~FakeTimer() override { *alive = false; }
    std::shared_ptr<bool> alive;
  };
  struct Action {
    std::int64_t due_ms;
    std::shared_ptr<bool> alive;
    std::function<void()> run;
  };

  bool run_first_until(std::int64_t end_ms) {
    std::erase_if(actions_, [](const Action& action) { return !*action.alive; });
    const auto first = std::min_element(actions_.begin(), actions_.end(),
                                        [](const auto& left, const auto& right) { return left.due_ms < right.due_ms; });
    if (first == actions_.end() || first->due_ms > end_ms) return false;
    const auto action = *first;
    actions_.erase(first);
    now_ms_ = std::max(now_ms_, action.due_ms);
    action.run();
    return true;
  }

  std::int64_t now_ms_ = 1'000'000;
  std::deque<Action> actions_;
};

class NoChance final : public Chance {
public:
  std::string hex(std::size_t size_bytes) override {
    const auto number = std::to_string(++drawn_);
    return std::string(2 * size_bytes - number.size(), '0') + number;
  }
  double jitter() override { return 0; }

private:
  int drawn_ = 0;
};

class FakeDisk final : public StateStore {
public:
  std::map<UnitId, StoredUnit> stored;
  std::optional<AgentUpdate> remote;
  std::string boot;
  int syncs = 0;

  std::optional<StoredUnit> load_unit(UnitId unit) override {
    return stored.contains(unit) ? std::optional(stored[unit]) : std::nullopt;
  }
  std::vector<UnitId> units() override {
    std::vector<UnitId> ids;
    for (const auto& [id, unit] : stored) ids.push_back(id);
    return ids;
  }
  void sync() override { ++syncs; }
  void save_unit(UnitId id, const UnitChange& change) override {
    auto& unit = stored[id];
    if (change.record) unit.record = *change.record;
    if (change.appended) unit.outbox.push_back(*change.appended);
    if (change.delivered) std::erase_if(unit.outbox, [&](const Commit& one) { return one.number <= *change.delivered; });
    if (change.clear_hook_writes) unit.hook_writes.clear();
    if (change.hook_write) unit.hook_writes.push_back(*change.hook_write);
    for (const auto& [key, value] : change.charm_state) {
      if (value) unit.charm_state[key] = *value;
      else unit.charm_state.erase(key);
    }
  }
  void remove_unit(UnitId unit) override { stored.erase(unit); }
  void begin(const std::string& boot_id) override {
    if (std::exchange(boot, boot_id) != boot_id) remote.reset();
  }
  std::optional<AgentUpdate> load_remote() override { return remote; }
  void save_remote(const AgentUpdate& update) override {
    if (update.snapshot) remote = update;
  }
};

class FakeController final : public ControllerLink {
public:
  explicit FakeController(FakeScheduler& scheduler) : scheduler_(scheduler) {}

  std::vector<Commit> commits;        // each number once
  std::vector<std::int64_t> received; // numbers, repeated ones too
  std::vector<TaskReport> reports;    // of the machine's tasks
  bool answers = true;
  std::string refusal;       // the next commit with buffered writes is refused for this reason
  wire::UnitStateAnswer state;

  void send_commit(UnitId, const Commit& commit, ReplyHandler<CommitAnswer> handler) override {
    received.push_back(commit.number);
    if (!answers) return;
    const bool known = std::any_of(commits.begin(), commits.end(), [&](const auto& one) { return one.number == commit.number; });
    if (!known) commits.push_back(commit);
    CommitAnswer answer{.revision = "1-999"};
    if (!refusal.empty() && !commit.settings.empty()) answer = {.accepted = false, .reason = std::exchange(refusal, "")};
    scheduler_.post([handler, answer] { handler({answer, std::nullopt}); });
  }
  void heartbeat(const wire::Heartbeat& heartbeat, ReplyHandler<wire::HeartbeatAnswer> handler) override {
    wire::HeartbeatAnswer answer;
    for (const auto unit : heartbeat.lease_claims) answer.leases.push_back({.unit = unit, .granted = true, .term = 1});
    scheduler_.post([handler, answer] { handler({answer, std::nullopt}); });
  }
  void fetch_state(UnitId, ReplyHandler<wire::UnitStateAnswer> handler) override {
    scheduler_.post([handler, answer = state] { handler({answer, std::nullopt}); });
  }
  void set_leader_settings(UnitId, const wire::LeaderSet&, ReplyHandler<CommitAnswer> handler) override {
    scheduler_.post([handler] { handler({CommitAnswer{.revision = "1-999"}, std::nullopt}); });
  }
  std::vector<std::string> settled; // revisions
  void tell_settled(const wire::Settled& told) override { settled.push_back(told.revision); }
  void report_task(const TaskReport& report, ReplyHandler<wire::Empty> handler) override {
    reports.push_back(report);
    if (answers) scheduler_.post([handler] { handler({wire::Empty{}, std::nullopt}); });
  }
  void fetch_resource(UnitId, const UnitName&, const charm::Resource&, ReplyHandler<std::string>) override {}
  void fetch_goal_state(UnitId, ReplyHandler<wire::GoalState>) override {}
  void fetch_cloud_spec(UnitId, ReplyHandler<wire::CloudSpec>) override {}
  void fetch_application_status(UnitId, ReplyHandler<wire::ApplicationStatusAnswer>) override {}
  void fetch_bag(UnitId, RelationId, const std::string&, ReplyHandler<wire::BagAnswer>) override {}

  wire::SecretList owned_secrets;
  std::vector<wire::ReadSecret> readings;
  std::vector<wire::PendingSecret> pending_secrets;
  void fetch_owned_secrets(UnitId, ReplyHandler<wire::SecretList> handler) override {
    scheduler_.post([handler, answer = owned_secrets] { handler({answer, std::nullopt}); });
  }
  void read_secret(UnitId, const wire::ReadSecret& reading, ReplyHandler<wire::SecretData> handler) override {
    readings.push_back(reading);
    scheduler_.post([handler] { handler({wire::SecretData{{{"password", "czNjcjN0"}}, ""}, std::nullopt}); });
  }
  void put_pending_secret(UnitId, const wire::PendingSecret& secret, ReplyHandler<wire::Empty> handler) override {
    pending_secrets.push_back(secret);
    if (!answers) return scheduler_.post([handler] { handler({std::nullopt, Error(ErrorKind::unavailable, "no answer")}); });
    scheduler_.post([handler] { handler({wire::Empty{}, std::nullopt}); });
  }

private:
  FakeScheduler& scheduler_;
};

/// Hooks run until the test ends them; what ran is kept. They outlive an agent, as under a supervisor.
class FakeHooks final : public HookRunner {
public:
  explicit FakeHooks(FakeScheduler& scheduler) : scheduler_(scheduler) {}

  std::vector<std::string> started;
  std::vector<resolver::HookInfo> begun; // the same, whole
  std::optional<charm::Handler> handler; // of the last
  std::set<std::string> failing;         // of those that end at once
  hook_tools::HookContext* tools = nullptr; // of the running hook
  std::optional<std::string> running;       // its id
  bool end_at_once = true;
  std::set<std::string> forgotten;
  std::set<std::string> killed;
  int reboots = 0;
  std::set<std::string> told_to_end;

  void start(const HookRun& run, hook_tools::HookContext& context, Ended ended) override {
    started.push_back(run_name(run));
    begun.push_back(run.hook);
    handler = run.handler;
    take(run, context, std::move(ended));
    const bool fails = failing.contains(started.back());
    if (!end_at_once) return;
    scheduler_.post([this, fails] { end(fails ? HookOutcome{HookOutcome::Kind::failed, "exit status 1"} : HookOutcome{}); });
  }
  bool adopt(const HookRun& run, hook_tools::HookContext& context, Ended ended) override {
    if (running != run.id) return false;
    take(run, context, std::move(ended));
    return true;
  }
  void forget(const std::string& id) override { forgotten.insert(id); }
  void kill(const std::string& id) override { killed.insert(id); }
  void reboot() override { ++reboots; }
  void stop(const std::string& id) override { told_to_end.insert(id); }
  void start_commands(const std::string& id, const TaskEntity& task, Ended ended) override {
    started.push_back(task.action);
    running = id;
    ended_ = std::move(ended);
  }
  bool adopt_commands(const std::string& id, Ended ended) override {
    if (running != id) return false;
    ended_ = std::move(ended);
    return true;
  }

  /// Its supervisor is gone, and the hook with it.
  void lose() {
    running.reset();
    ended_ = nullptr;
  }

  void end(const HookOutcome& outcome) {
    running.reset();
    std::exchange(ended_, nullptr)(outcome);
  }

private:
  void take(const HookRun& run, hook_tools::HookContext& context, Ended ended) {
    running = run.id;
    tools = &context;
    ended_ = std::move(ended);
  }
  FakeScheduler& scheduler_;
  Ended ended_;
};

class FakeCharms final : public CharmDeployer {
public:
  explicit FakeCharms(FakeScheduler& scheduler) : scheduler_(scheduler) {
    auto charm = std::make_shared<charm::Charm>();
    charm->name = "wiki";
    charm->endpoints = {{.name = "db", .interface = "mysql", .role = Role::requirer}};
    charm->actions = {{.name = "backup", .schema = "{properties: {to: {type: string}}}"}};
    charm_ = charm;
  }
  bool deployed = false;
  bool deployable = true;
  std::vector<std::string> removed;

  void give(std::vector<charm::Handler> handlers) {
    auto charm = std::make_shared<charm::Charm>(*charm_);
    charm->handlers = std::move(handlers);
    charm->config["title"] = {};
    charm_ = charm;
  }

  void deploy(const UnitName&, const CharmRef&, Done done) override {
    if (!deployable) {
      return scheduler_.post([done] { done({nullptr, make_error(ErrorKind::conflict, "a folder is in the way")}); });
    }
    deployed = true;
    scheduler_.post([done, charm = charm_] { done({charm, std::nullopt}); });
  }
  std::shared_ptr<const charm::Charm> load(const UnitName&) override { return deployed ? charm_ : nullptr; }
  void remove(const UnitName& unit) override { removed.push_back(unit.str()); }

private:
  FakeScheduler& scheduler_;
  std::shared_ptr<const charm::Charm> charm_;
};

/// A machine with the unit wiki/0, which leads, and one relation to mysql that a test may add.
class UnitWorld {
public:
  FakeScheduler scheduler;
  FakeDisk disk;
  FakeController controller{scheduler};
  FakeHooks hooks{scheduler};
  FakeCharms charms{scheduler};
  NoChance chance;
  std::vector<std::string> log;
  AgentUpdate model = make_model();
  std::string boot_id = "boot-1";
  int epoch = 1; // grows when the controller is restored from a backup

  UnitWorld() { boot(); }

  /// A new agent on the same disk; the old one is gone as by kill -9.
  void boot() {
    agent_.reset();
    lock_ = std::make_unique<MachineLock>(scheduler);
    const AgentServices services{disk, controller, hooks, charms, *lock_, scheduler, chance, scheduler,
                                 [this](const LogLine& line) { log.push_back(line.message); }};
    agent_ = std::make_unique<MachineAgent>(services, boot_id);
    agent_->start();
  }
  void kill_agent() { agent_.reset(); }

  void connect() {
    agent_->connected();
    tell();
  }
  void disconnect() {
    agent_->disconnected();
    scheduler.run();
  }
  /// The model, as it is now, reaches the agent.
  void tell() {
    model.revision = std::to_string(epoch) + "-" + std::to_string(++revision_);
    agent_->apply(model);
    scheduler.run();
  }

  void skip_to_revision(std::int64_t revision) { revision_ = revision; }

  UnitEntity& unit() { return model.units[0]; }
  ApplicationEntity& application() { return model.applications[0]; }
  const StoredUnit& stored() { return disk.stored.at(UnitId{1}); }
  std::vector<std::string> take_started() { return std::exchange(hooks.started, {}); }

  /// What has been committed is seen in what is told from now on.
  void catch_up() { revision_ = std::max<std::int64_t>(revision_, 1000); }
  bool has_unit() const { return disk.stored.contains(UnitId{1}); }
  MachineLock& lock() { return *lock_; }

  void relate() {
    const Endpoint db{.name = "db", .interface = "mysql", .role = Role::requirer};
    const Endpoint server{.name = "server", .interface = "mysql", .role = Role::provider};
    model.relations = {{.id = RelationId{7},
                        .ends = {{ApplicationId{1}, "wiki", db, 4}, {ApplicationId{2}, "mysql", server, 4}}}};
    model.relation_applications = {{RelationId{7}, ApplicationId{1}, "wiki", 0, {}},
                                   {RelationId{7}, ApplicationId{2}, "mysql", 0, {}}};
    model.relation_units = {{RelationId{7}, UnitId{1}, "wiki/0", ApplicationId{1}, true, 1, {{"private-address", "a"}}},
                            {RelationId{7}, UnitId{9}, "mysql/0", ApplicationId{2}, true, 1, {{"host", "h"}}}};
  }

private:
  static AgentUpdate make_model() {
    AgentUpdate model{.snapshot = true};
    model.models = {{.id = ModelId{1}, .uuid = "uuid", .name = "prod"}};
    model.machines = {{.id = MachineId{1}, .name = "0", .model = ModelId{1}, .addresses = {"127.1.0.1"}}};
    model.applications = {{.id = ApplicationId{1}, .name = "wiki", .charm = {"local:wiki-0", "aa", 1},
                           .leader = "wiki/0", .leader_term = 1}};
    model.units = {{.id = UnitId{1}, .name = "wiki/0", .application = ApplicationId{1}, .machine = MachineId{1}}};
    return model;
  }

  std::int64_t revision_ = 0;
  std::unique_ptr<MachineLock> lock_;
  std::unique_ptr<MachineAgent> agent_;
};

using Hooks = std::vector<std::string>;

} // namespace periapt::agent
