// juju-reboot and what a machine's boot means for hooks: contract/hooks.md 2.2, 4 and the end of section 8.
#include "unit/agent/unit_world.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

/// The unit is deployed and runs config-changed until the test ends it.
struct BeforeReboot : UnitWorld {
  BeforeReboot() {
    connect();
    take_started();
    hooks.end_at_once = false;
    change();
    take_started();
  }
  void change() {
    application().config["title"] = model.revision;
    tell();
  }
  void end(HookOutcome::Kind kind) {
    hooks.end({.kind = kind});
    scheduler.run();
  }
  /// What the supervisor does: agent and hooks are gone, and a new boot begins.
  Hooks boot_again() {
    kill_agent();
    hooks.running.reset();
    hooks.end_at_once = true;
    boot_id = "boot-2";
    controller.state.outbox_number = stored().record.outbox_number;
    boot();
    connect();
    return take_started();
  }
};

} // namespace

TEST_CASE("after juju-reboot the hook is committed, then the machine reboots, then start runs", "[agent]") {
  BeforeReboot world;
  world.hooks.tools->reboot(false);
  CHECK(world.hooks.killed.empty());
  world.change();
  world.end(HookOutcome::Kind::succeeded);
  CHECK(world.take_started().empty());
  CHECK(world.hooks.reboots == 1);
  REQUIRE(world.controller.commits.back().agent_status);
  CHECK(world.controller.commits.back().agent_status->status == "rebooting");
  CHECK(world.boot_again() == Hooks{"start", "config-changed"});
  CHECK(world.hooks.reboots == 1);
}

TEST_CASE("a plain reboot is dropped with the hook that failed or was killed", "[agent]") {
  BeforeReboot world;
  world.hooks.tools->reboot(false);
  const auto kind = GENERATE(HookOutcome::Kind::failed, HookOutcome::Kind::interrupted);
  world.end(kind);
  world.scheduler.advance(std::chrono::seconds(5));
  REQUIRE(world.take_started() == Hooks{"config-changed"});
  world.end(HookOutcome::Kind::succeeded);
  CHECK(world.hooks.reboots == 0);
}

TEST_CASE("a plain reboot is dropped with the hook whose commit was refused", "[agent]") {
  UnitWorld world;
  world.relate();
  world.connect();
  world.hooks.end_at_once = false;
  world.application().trust = true;
  world.tell();
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.hooks.tools->reboot(false);
  world.controller.refusal = "quota exceeded";
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.stored().record.agent_status.status == "error");
  CHECK(world.hooks.reboots == 0);
}

TEST_CASE("juju-reboot --now kills the hook, however it ends, and runs it again after the reboot", "[agent]") {
  BeforeReboot world;
  world.hooks.tools->write_charm_state({{"k", "v"}});
  world.hooks.tools->reboot(true);
  CHECK(world.hooks.killed.contains(*world.hooks.running));
  const auto kind = GENERATE(HookOutcome::Kind::interrupted, HookOutcome::Kind::succeeded);
  world.end(kind);
  CHECK(world.hooks.reboots == 1);
  CHECK(world.take_started().empty());
  CHECK(world.boot_again() == Hooks{"config-changed", "start"});
  CHECK(world.stored().charm_state.empty());
  CHECK(world.hooks.reboots == 1);
}

TEST_CASE("a reboot that came before the killed hook's end was seen leaves it queued, not failed", "[agent]") {
  BeforeReboot world;
  world.hooks.tools->reboot(true);
  CHECK(world.boot_again() == Hooks{"config-changed", "start"});
}

TEST_CASE("the next agent reboots when the last one died before it did", "[agent]") {
  BeforeReboot world;
  world.hooks.tools->reboot(false);
  world.kill_agent();
  world.boot(); // adopts the hook
  world.connect();
  world.end(HookOutcome::Kind::succeeded);
  CHECK(world.hooks.reboots == 1);
  world.kill_agent();
  world.boot();
  world.connect();
  world.scheduler.run();
  CHECK(world.hooks.reboots == 2);
  CHECK(world.take_started().empty());
}

TEST_CASE("a machine whose controller is away reboots all the same", "[agent]") {
  BeforeReboot world;
  world.hooks.tools->reboot(false);
  world.disconnect();
  world.end(HookOutcome::Kind::succeeded);
  CHECK(world.hooks.reboots == 1);
}

TEST_CASE("a new agent starts no hook while it has yet to adopt another unit's", "[agent]") {
  UnitWorld world;
  world.model.units.push_back({.id = UnitId{2}, .name = "wiki/1", .application = ApplicationId{1}, .machine = MachineId{1}});
  world.connect();
  world.take_started();
  world.hooks.end_at_once = false;
  const auto change = [&] {
    world.application().config["title"] = world.model.revision;
    world.tell();
  };
  change();
  REQUIRE(world.take_started() == Hooks{"config-changed"});
  world.hooks.end({});
  world.scheduler.run();
  REQUIRE(world.take_started() == Hooks{"config-changed"}); // of wiki/1
  change();                                                 // which wiki/0 waits to be told
  world.kill_agent();
  world.boot();
  world.connect();
  CHECK(world.take_started().empty());
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.take_started() == Hooks{"config-changed"});
}

TEST_CASE("a changed interval of update-status counts from now on", "[agent]") {
  UnitWorld world;
  world.connect();
  world.take_started();
  world.scheduler.advance(std::chrono::minutes(2));
  world.model.models[0].settings["update-status-hook-interval"] = "1m";
  world.tell();
  world.scheduler.advance(std::chrono::seconds(59));
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::seconds(1));
  CHECK(world.take_started() == Hooks{"update-status"});
  world.model.models[0].settings["update-status-hook-interval"] = "60m";
  world.tell();
  world.scheduler.advance(std::chrono::minutes(59));
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::minutes(1));
  CHECK(world.take_started() == Hooks{"update-status"});
}
