#include "unit/agent/unit_world.h"

#include "wire/codec.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

const Hooks deploy_chain{"install", "leader-elected", "config-changed", "start"};

/// A unit that is deployed and related, its hooks held from here on.
void settle(UnitWorld& world, bool related = true) {
  if (related) world.relate();
  world.connect();
  world.take_started();
  world.hooks.end_at_once = false;
}

void change_config(UnitWorld& world) {
  world.application().config["title"] = std::string("x" + std::to_string(world.model.revision.size())) + world.model.revision;
  world.tell();
}

/// In a hook, which goes on: a setting "k", as leader.
void set_as_leader(UnitWorld& world) {
  change_config(world);
  const BagChanges changes{{"k", "v"}};
  world.hooks.tools->prepare(hook_tools::LeaderSettingsPost{changes}, [] {});
  world.scheduler.run();
  world.hooks.tools->write_leader_settings(changes);
}

} // namespace

TEST_CASE("a unit is deployed as the contract says and then idle", "[agent]") {
  UnitWorld world;
  world.connect();
  CHECK(world.take_started() == deploy_chain);
  CHECK(world.stored().record.agent_status.status == "idle");
  CHECK(world.stored().outbox.empty());
  std::vector<std::string> shown;
  for (const auto& commit : world.controller.commits) {
    if (commit.workload_status) shown.push_back(commit.workload_status->message);
  }
  CHECK(shown == std::vector<std::string>{"installing charm software", ""});
  world.scheduler.advance(std::chrono::minutes(1));
  CHECK(world.take_started().empty());
}

TEST_CASE("what a hook writes is one commit, and is there for the next hook at once", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.hooks.tools->write_charm_state({{"k", "v"}});
  CHECK(world.hooks.tools->unit_settings(4, "wiki/0").at("user") == "wiki");
  CHECK(world.controller.commits.back().settings.empty());
  world.hooks.end({});
  world.scheduler.run();
  const auto& commit = world.controller.commits.back();
  REQUIRE(commit.settings.size() == 1);
  CHECK(commit.settings[0].changes.at("user") == "wiki");

  change_config(world);
  CHECK(world.hooks.tools->unit_settings(4, "wiki/0").at("user") == "wiki");
  CHECK(world.hooks.tools->charm_state().at("k") == "v");
}

TEST_CASE("a failed hook's writes are dropped and it is retried after 5 s, then 10 s", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.scheduler.run();
  CHECK(world.stored().record.agent_status.message == "hook failed: \"config-changed\"");
  CHECK(world.stored().hook_writes.empty());
  world.take_started();
  world.scheduler.advance(std::chrono::milliseconds(4999));
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::milliseconds(1));
  CHECK(world.take_started() == Hooks{"config-changed"});
  CHECK_FALSE(world.hooks.tools->unit_settings(4, "wiki/0").contains("user"));
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.scheduler.advance(std::chrono::milliseconds(9999));
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::milliseconds(1));
  CHECK(world.take_started() == Hooks{"config-changed"});
}

TEST_CASE("a hook is not retried when the model says so", "[agent]") {
  UnitWorld world;
  world.model.models[0].settings["automatically-retry-hooks"] = "false";
  settle(world);
  change_config(world);
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.take_started();
  world.scheduler.advance(std::chrono::minutes(10));
  CHECK(world.take_started().empty());
}

TEST_CASE("resolved is used up once, though the controller still shows it", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.take_started();
  world.unit().resolved = ResolvedMode::retry;
  world.tell();
  CHECK(world.take_started() == Hooks{"config-changed"});
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.scheduler.run();
  CHECK(world.take_started().empty());
  const auto cleared = [](const Commit& commit) { return commit.clear_resolved; };
  const auto& commits = world.controller.commits;
  CHECK(std::count_if(commits.begin(), commits.end(), cleared) == 1);
}

TEST_CASE("a commit that the controller refuses makes its hook fail", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.hooks.tools->write_settings(4, true, {{"k", "v"}});
  world.controller.refusal = "not the leader";
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.stored().record.local.operation->step == resolver::Step::failed);
}

TEST_CASE("a hook killed from outside runs again without an error", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.take_started();
  world.hooks.end({HookOutcome::Kind::interrupted, "signal: killed"});
  CHECK(world.take_started() == Hooks{"config-changed"});
  CHECK(world.stored().record.agent_status.status != "error");
}

TEST_CASE("a running hook is adopted by the next agent with what it has written", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.kill_agent();
  world.boot();
  world.connect();
  REQUIRE(world.hooks.running);
  CHECK(world.hooks.tools->unit_settings(4, "wiki/0").at("user") == "wiki");
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.controller.commits.back().settings.at(0).changes.at("user") == "wiki");
  CHECK(world.take_started() == Hooks{"config-changed"});
}

TEST_CASE("a hook that nobody knows after the agent's restart has failed", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.kill_agent();
  world.hooks.running.reset();
  world.boot();
  CHECK(world.stored().record.agent_status.message == "hook failed: \"config-changed\"");
}

TEST_CASE("a done hook is never run again when the agent dies before the answer", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.controller.answers = false;
  world.hooks.tools->write_settings(4, true, {{"k", "v"}});
  world.hooks.end({});
  world.scheduler.run();
  world.kill_agent();
  world.boot();
  world.controller.answers = true;
  world.take_started();
  world.connect();
  CHECK(world.take_started().empty());
  CHECK(world.stored().outbox.empty());
  CHECK(world.stored().record.local.idle());
}

TEST_CASE("while the controller is away, hooks go on past commits that cannot be refused", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.controller.answers = false;
  world.disconnect();
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.stored().record.local.idle());
  CHECK_FALSE(world.stored().outbox.empty());
}

TEST_CASE("while the controller is away, an application's bag is a fence", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.controller.answers = false;
  world.disconnect();
  world.hooks.tools->write_settings(4, true, {{"k", "v"}});
  world.hooks.end({});
  world.scheduler.advance(std::chrono::minutes(1));
  CHECK(world.stored().record.local.operation->step == resolver::Step::done);
  world.controller.answers = true;
  world.connect();
  CHECK(world.stored().record.local.idle());
}

TEST_CASE("connected, the next hook waits for the answer, at most 5 s", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.controller.answers = false;
  world.application().config["title"] = std::string("again");
  world.tell();
  world.take_started();
  world.hooks.end({});
  world.scheduler.advance(std::chrono::milliseconds(4999));
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::milliseconds(1));
  CHECK(world.take_started() == Hooks{"config-changed"});
}

TEST_CASE("commits are delivered in order after the controller is back", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  world.controller.answers = false;
  world.disconnect();
  world.hooks.tools->set_unit_status(WorkloadStatus::active, "ready");
  world.hooks.end({});
  world.scheduler.run();
  world.controller.answers = true;
  world.connect();
  std::vector<std::int64_t> numbers;
  for (const auto& commit : world.controller.commits) numbers.push_back(commit.number);
  CHECK(std::is_sorted(numbers.begin(), numbers.end()));
  CHECK(world.stored().outbox.empty());
}

TEST_CASE("a re-imaged agent starts from the controller's copy", "[agent]") {
  UnitWorld world;
  settle(world, false);
  for (const auto& commit : world.controller.commits) {
    if (commit.local_state) world.controller.state.local_state = commit.local_state;
  }
  world.controller.state.outbox_number = 50;
  world.controller.state.charm_state = {{"k", "v"}};
  world.unit().outbox_number = 50;
  world.kill_agent();
  world.disk.stored.clear();
  world.disk.remote.reset();
  world.boot();
  world.connect();
  CHECK(world.take_started().empty());
  CHECK(world.stored().record.outbox_number >= 50);
  CHECK(world.stored().charm_state.at("k") == "v");
}

TEST_CASE("after a power loss the controller's higher number wins, so that none is used twice", "[agent]") {
  UnitWorld world;
  settle(world, false);
  const auto before = world.stored();
  world.controller.state.local_state = wire::encode(before.record.local);
  world.controller.state.outbox_number = before.record.outbox_number + 3; // immediate effects, written but not synced
  world.kill_agent();
  world.boot_id = "boot-2";
  world.boot();
  world.connect();
  CHECK(world.take_started() == Hooks{"start"});
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.controller.received.back() > before.record.outbox_number + 3);
}

TEST_CASE("the end of a hook is synced, what its tools say at once is not", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  const int before = world.disk.syncs;
  world.hooks.tools->set_unit_status(WorkloadStatus::active, "ready");
  CHECK(world.disk.syncs == before);
  world.hooks.end({});
  CHECK(world.disk.syncs == before + 1);
}

TEST_CASE("the end of a hook that the controller has and the disk has lost stays the end", "[agent]") {
  UnitWorld world;
  settle(world, false);
  change_config(world);
  CHECK(world.take_started() == Hooks{"config-changed"});
  const auto before = world.disk.stored;
  world.hooks.end({});
  world.scheduler.run();
  world.kill_agent();
  world.disk.stored = before; // power went while it was sent and not yet synced
  world.controller.state.local_state = world.controller.commits.back().local_state;
  world.controller.state.outbox_number = world.controller.commits.back().number;
  world.unit().outbox_number = world.controller.state.outbox_number;
  world.boot_id = "boot-2";
  world.boot();
  world.connect();
  CHECK(world.take_started() == Hooks{"start"});
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.take_started().empty());
}

TEST_CASE("after a reboot without loss the machine's own state goes on", "[agent]") {
  UnitWorld world;
  settle(world, false);
  world.controller.state.outbox_number = world.stored().record.outbox_number;
  world.kill_agent();
  world.boot_id = "boot-2";
  world.boot();
  world.connect();
  CHECK(world.take_started() == Hooks{"start"});
}

TEST_CASE("after a new boot a failed hook is not retried with what an older remote state said", "[agent]") {
  UnitWorld world;
  settle(world, false);
  const auto older = world.disk.remote;
  world.application().leader_settings["seen"] = "newer";
  change_config(world);
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.scheduler.run();
  world.take_started();
  world.kill_agent();
  world.disk.remote = older; // what a loss of power has left
  world.controller.state.outbox_number = world.stored().record.outbox_number;
  world.boot_id = "boot-2";
  world.boot();
  world.scheduler.advance(std::chrono::minutes(1));
  CHECK(world.take_started().empty());
  world.connect();
  world.scheduler.advance(std::chrono::seconds(5));
  REQUIRE(world.take_started() == Hooks{"config-changed"});
  CHECK(world.hooks.tools->leader_settings() == Bag{{"seen", "newer"}});
}

TEST_CASE("what a leader has set is there for its next hooks and the next agent's, until the remote state has it", "[agent]") {
  UnitWorld world;
  settle(world, false);
  set_as_leader(world);
  const auto kept = [&] { return world.hooks.tools->leader_settings().contains("k"); };

  world.kill_agent();
  world.boot(); // adopts the hook
  world.scheduler.run();
  CHECK(kept());
  world.connect();
  world.hooks.end({});
  change_config(world);
  CHECK(kept());
  world.hooks.end({});
  world.skip_to_revision(999); // the controller's word, in which another leader may have removed it
  change_config(world);
  CHECK_FALSE(kept());
}

TEST_CASE("what a leader had set is not there for a next agent whose first remote state is newer", "[agent]") {
  UnitWorld world;
  settle(world, false);
  set_as_leader(world);
  world.hooks.end({});
  world.scheduler.run();
  world.kill_agent();
  world.skip_to_revision(999);
  world.controller.state.outbox_number = world.stored().record.outbox_number;
  world.boot_id = "boot-2"; // what it knew of the remote state is void
  world.boot();
  world.connect();
  world.scheduler.advance(std::chrono::seconds(5));
  REQUIRE(world.take_started().size() > 0);
  CHECK_FALSE(world.hooks.tools->leader_settings().contains("k"));
}

TEST_CASE("the log says what ran a hook, that it was skipped, and that the machine came back", "[agent]") {
  UnitWorld world;
  settle(world, false);
  const auto logged = [&](const std::string& text) {
    return std::find(world.log.begin(), world.log.end(), text) != world.log.end();
  };
  change_config(world);
  world.hooks.end({HookOutcome::Kind::succeeded, {}, "hook dispatching script: dispatch"});
  world.scheduler.run();
  CHECK(logged("ran \"config-changed\" hook (via hook dispatching script: dispatch)"));
  change_config(world);
  world.hooks.end({.kind = HookOutcome::Kind::missing});
  world.scheduler.run();
  CHECK(logged("skipped \"config-changed\" hook (missing)"));
  world.kill_agent();
  world.boot_id = "boot-2";
  world.boot();
  world.connect();
  CHECK(logged("reboot detected; triggering implicit start hook to notify charm"));
}

TEST_CASE("a dying unit tears down, says it is dead and takes its folders with it", "[agent]") {
  UnitWorld world;
  world.connect();
  world.take_started();
  world.unit().life = Life::dying;
  world.tell();
  CHECK(world.take_started() == Hooks{"stop", "remove"});
  CHECK(world.controller.commits.back().dead);
  CHECK(world.charms.removed == std::vector<std::string>{"wiki/0"});
  CHECK(world.disk.stored.empty());
}

TEST_CASE("a unit that the controller has dropped is killed and cleaned up", "[agent]") {
  UnitWorld world;
  settle(world);
  change_config(world);
  const auto id = *world.hooks.running;
  world.model.units.clear();
  world.tell();
  CHECK(world.hooks.killed.contains(id));
  world.hooks.end({HookOutcome::Kind::interrupted, "signal: killed"});
  world.scheduler.run();
  CHECK(world.charms.removed == std::vector<std::string>{"wiki/0"});
}

TEST_CASE("update-status comes with the model's interval", "[agent]") {
  UnitWorld world;
  world.connect();
  world.take_started();
  world.scheduler.advance(std::chrono::minutes(5));
  CHECK(world.take_started() == Hooks{"update-status"});
}

TEST_CASE("a unit leads only while 30 s of its lease are left", "[agent]") {
  UnitWorld world;
  settle(world);
  world.disconnect();
  world.scheduler.advance(std::chrono::seconds(29));
  world.connect();
  change_config(world);
  CHECK(world.hooks.tools->is_leader());
  world.disconnect();
  world.scheduler.advance(std::chrono::seconds(31));
  CHECK_FALSE(world.hooks.tools->is_leader());
}
