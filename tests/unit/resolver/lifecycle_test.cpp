// contract/hooks.md, section 4: the rows about one unit's life.
#include "unit/resolver/unit_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::resolver;

TEST_CASE("a leader is deployed with install, leader-elected, config-changed, start", "[resolver]") {
  UnitModel unit;
  CHECK(unit.settle() == Hooks{"install", "leader-elected", "config-changed", "start"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a non-leader is told the leader's settings instead", "[resolver]") {
  UnitModel unit(false);
  CHECK(unit.settle() == Hooks{"install", "leader-settings-changed", "config-changed", "start"});
}

TEST_CASE("before its first start a unit waits to know who leads", "[resolver]") {
  UnitModel unit;
  unit.remote.leader.reset();
  CHECK(unit.settle() == Hooks{"install"});
  unit.remote.leader = "wiki/0";
  CHECK(unit.settle() == Hooks{"leader-elected", "config-changed", "start"});
}

TEST_CASE("a change of configuration is told once, equal settings never", "[resolver]") {
  auto unit = settled();
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"config-changed"});
  unit.remote.settings = "third";
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a change while config-changed runs brings one more", "[resolver]") {
  auto unit = settled();
  unit.remote.settings = "second";
  unit.during = [&](const std::string&) { unit.remote.settings = "third"; };
  CHECK(unit.settle() == Hooks{"config-changed", "config-changed"});
}

TEST_CASE("an upgrade runs upgrade-charm and config-changed, not start", "[resolver]") {
  auto unit = settled();
  unit.remote.charm = {"local:wiki-1", "bb", 0};
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed"});
}

TEST_CASE("after an upgrade a non-leader is told the leader's settings again", "[resolver]") {
  auto unit = settled(false);
  unit.remote.charm = {"local:wiki-1", "bb", 0};
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed", "leader-settings-changed"});
}

TEST_CASE("a modified charm under the same URL is an upgrade too", "[resolver]") {
  auto unit = settled();
  unit.remote.charm.modified = 1;
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed"});
}

TEST_CASE("an upgrade beats a change of configuration", "[resolver]") {
  auto unit = settled();
  unit.remote.settings = "second";
  unit.remote.charm = {"local:wiki-1", "bb", 0};
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed"});
}

TEST_CASE("an agent's restart tells a non-leader the settings again, a leader nothing", "[resolver]") {
  auto follower = settled(false);
  follower.restart_agent();
  CHECK(follower.settle() == Hooks{"leader-settings-changed"});
  auto leader = settled();
  leader.restart_agent();
  CHECK(leader.settle() == Hooks{});
}

TEST_CASE("a reboot runs start first, and only once", "[resolver]") {
  auto unit = settled();
  unit.remote.boot_id = "boot-2";
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"start", "config-changed"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a unit whose charm was lost with its disk gets it back before any hook", "[resolver]") {
  auto unit = settled();
  charm_lost(unit.local);
  unit.remote.boot_id = "boot-2";
  CHECK(std::holds_alternative<Deploy>(*next_operation(unit.local, unit.remote)));
  unit.local.leader = false; // a dying leader resigns first
  unit.remote.life = Life::dying;
  CHECK(std::holds_alternative<Deploy>(*next_operation(unit.local, unit.remote)));
}

TEST_CASE("a hook in error at the reboot comes before start", "[resolver]") {
  auto unit = settled();
  unit.failing = {"config-changed"};
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"config-changed failed"});
  unit.remote.boot_id = "boot-2";
  unit.failing.clear();
  CHECK(unit.settle() == Hooks{});
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{"config-changed", "start"});
}

TEST_CASE("a hook killed from outside runs again without an error", "[resolver]") {
  auto unit = settled();
  begin_hook(unit.local, unit.remote, {.kind = HookKind::config_changed});
  hook_interrupted(unit.local);
  CHECK(unit.settle() == Hooks{"config-changed"});
}

TEST_CASE("a hook that the agent's end interrupted is in error", "[resolver]") {
  auto unit = settled();
  begin_hook(unit.local, unit.remote, {.kind = HookKind::config_changed});
  unit.restart_agent();
  CHECK(unit.settle() == Hooks{});
  unit.remote.resolved = ResolvedMode::retry;
  CHECK(unit.settle() == Hooks{"config-changed"});
}

TEST_CASE("a hook that is done is never run again: its answer is awaited", "[resolver]") {
  auto unit = settled();
  begin_hook(unit.local, unit.remote, {.kind = HookKind::config_changed});
  hook_succeeded(unit.local);
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{});
}

// --- leadership ---------------------------------------------------------------------------------
TEST_CASE("leadership gained later runs leader-elected, lost runs leader-settings-changed", "[resolver]") {
  auto unit = settled(false);
  unit.remote.leader = "wiki/0";
  unit.remote.leader_term = 2;
  CHECK(unit.settle() == Hooks{"leader-elected"});
  unit.remote.leader = "wiki/1";
  unit.remote.leader_term = 3;
  unit.remote.leader_settings_version = 1;
  CHECK(unit.settle() == Hooks{"leader-settings-changed"});
}

TEST_CASE("losing leadership tells nothing when the settings are the ones already told", "[resolver]") {
  auto unit = settled(false);
  unit.remote.leader = "wiki/0";
  unit.settle();
  unit.remote.leader = "wiki/1";
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("while nobody leads, the flag stays", "[resolver]") {
  auto unit = settled();
  unit.remote.leader.reset();
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.leader);
  unit.remote.leader = "wiki/0";
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a new term of the same leader is told, since somebody else led between", "[resolver]") {
  auto unit = settled();
  unit.remote.leader_term = 3;
  CHECK(unit.settle() == Hooks{"leader-elected"});
}

TEST_CASE("leader-elected is skipped when leadership is lost before it runs", "[resolver]") {
  auto unit = settled(false);
  accept_leadership(unit.local, 2);
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.idle());
}

TEST_CASE("leadership beats configuration", "[resolver]") {
  auto unit = settled(false);
  unit.remote.leader = "wiki/0";
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"leader-elected", "config-changed"});
}

// --- update-status ------------------------------------------------------------------------------
TEST_CASE("update-status runs for a tick when nothing else is to be done", "[resolver]") {
  auto unit = settled();
  unit.remote.update_status_tick = 1;
  CHECK(unit.settle() == Hooks{"update-status"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a hook swallows the ticks before it, not one that comes while it runs", "[resolver]") {
  auto unit = settled();
  unit.remote.update_status_tick = 1;
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"config-changed"});
  unit.remote.settings = "third";
  unit.during = [&](const std::string& hook) { unit.remote.update_status_tick += hook == "config-changed"; };
  CHECK(unit.settle() == Hooks{"config-changed", "update-status"});
}

// --- errors -------------------------------------------------------------------------------------
TEST_CASE("install that is resolved without retry counts as run", "[resolver]") {
  UnitModel unit;
  unit.failing = {"install"};
  CHECK(unit.settle() == Hooks{"install failed"});
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{"leader-elected", "config-changed", "start"});
}

TEST_CASE("the first config-changed, skipped, is still followed by start", "[resolver]") {
  UnitModel unit;
  unit.failing = {"config-changed"};
  unit.settle();
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{"start"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("each failing hook of a chain needs a resolved of its own", "[resolver]") {
  UnitModel unit;
  unit.failing = {"config-changed", "start"};
  unit.settle();
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{"start failed"});
  CHECK(unit.settle() == Hooks{});
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.started);
}

TEST_CASE("a failed upgrade-charm, skipped, is followed by config-changed", "[resolver]") {
  auto unit = settled();
  unit.failing = {"upgrade-charm"};
  unit.remote.charm.url = "local:wiki-1";
  CHECK(unit.settle() == Hooks{"upgrade-charm failed"});
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{"config-changed"});
}

TEST_CASE("an upgrade waits until the hook in error is resolved", "[resolver]") {
  auto unit = settled();
  unit.failing = {"config-changed"};
  unit.remote.settings = "second";
  unit.settle();
  unit.remote.charm.url = "local:wiki-1";
  CHECK(unit.settle() == Hooks{});
  unit.failing.clear();
  unit.remote.resolved = ResolvedMode::retry;
  CHECK(unit.settle() == Hooks{"config-changed", "upgrade-charm", "config-changed"});
}

TEST_CASE("a forced upgrade replaces the charm under the hook in error, which stays in error", "[resolver]") {
  auto unit = settled();
  unit.failing = {"config-changed"};
  unit.remote.settings = "second";
  unit.settle();
  unit.remote.charm.url = "local:wiki-1";
  unit.remote.charm_forced = true;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.charm.url == "local:wiki-1");
  REQUIRE(unit.local.operation);
  CHECK(unit.local.operation->step == Step::failed);
  CHECK(unit.local.operation->hook.kind == HookKind::config_changed);

  SECTION("once it succeeds, nothing follows that it has not told") {
    unit.failing.clear();
    unit.remote.resolved = ResolvedMode::retry;
    CHECK(unit.settle() == Hooks{"config-changed"});
  }
  SECTION("of another hook, config-changed follows: the charm is part of what it tells") {
    unit.local.operation->hook.kind = HookKind::update_status;
    unit.remote.resolved = ResolvedMode::no_retry;
    unit.failing.clear();
    CHECK(unit.settle() == Hooks{"config-changed"});
  }
}

TEST_CASE("a forced upgrade that an agent's end interrupts still leads back to the hook in error", "[resolver]") {
  auto unit = settled();
  unit.failing = {"update-status"};
  unit.remote.update_status_tick = 1;
  unit.settle();
  unit.remote.charm.url = "local:wiki-1";
  unit.remote.charm_forced = true;
  begin_deploy(unit.local, unit.remote.charm);
  unit.restart_agent();
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.charm.url == "local:wiki-1");
  CHECK(unit.local.operation->hook.kind == HookKind::update_status);
}

TEST_CASE("a forced upgrade to another charm leads out of a conflict", "[resolver]") {
  auto unit = settled();
  unit.remote.charm.url = "local:wiki-1";
  unit.remote.charm_forced = true;
  begin_deploy(unit.local, unit.remote.charm);
  deploy_failed(unit.local);
  CHECK(unit.settle() == Hooks{});
  unit.remote.charm.url = "local:wiki-2";
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed"});
}

TEST_CASE("an upgrade that conflicts waits for an operator, a first deployment tries again", "[resolver]") {
  auto unit = settled();
  unit.remote.charm.url = "local:wiki-1";
  begin_deploy(unit.local, unit.remote.charm);
  deploy_failed(unit.local);
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{});
  unit.remote.resolved = ResolvedMode::no_retry;
  unit.during = [&](const std::string&) { unit.remote.resolved = ResolvedMode::none; };
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed"});

  UnitModel fresh;
  begin_deploy(fresh.local, fresh.remote.charm);
  deploy_failed(fresh.local);
  CHECK(fresh.settle() == Hooks{});
  fresh.remote.retry_due = true;
  CHECK(fresh.settle() == Hooks{"install", "leader-elected", "config-changed", "start"});
}

TEST_CASE("a tick during an error is lost, the next counts", "[resolver]") {
  auto unit = settled();
  unit.failing = {"config-changed"};
  unit.remote.settings = "second";
  unit.settle();
  unit.remote.update_status_tick = 1;
  unit.failing.clear();
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{"config-changed"});
  unit.remote.update_status_tick = 2;
  CHECK(unit.settle() == Hooks{"update-status"});
}

// --- the end ------------------------------------------------------------------------------------
TEST_CASE("a dying unit stops, is removed and dies", "[resolver]") {
  auto unit = settled();
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{"stop", "remove"});
  CHECK(unit.dead);
  CHECK_FALSE(unit.local.leader);
}

TEST_CASE("a unit found dead runs nothing", "[resolver]") {
  auto unit = settled();
  unit.remote.life = Life::dead;
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.terminated);
}

TEST_CASE("a unit that dies before install runs no hook", "[resolver]") {
  UnitModel unit;
  begin_deploy(unit.local, unit.remote.charm);
  commit_deploy(unit.local);
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.dead);
}

TEST_CASE("a unit that dies before its charm is on disk dies at once", "[resolver]") {
  UnitModel unit;
  begin_deploy(unit.local, unit.remote.charm);
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.dead);
}

TEST_CASE("a unit that dies installed but not started is only removed", "[resolver]") {
  UnitModel unit;
  unit.during = [&](const std::string& hook) {
    if (hook == "install") unit.remote.life = Life::dying;
  };
  CHECK(unit.settle() == Hooks{"install", "remove"});
}

TEST_CASE("a unit that dies in error ends the hook and its chain first", "[resolver]") {
  UnitModel unit;
  unit.failing = {"config-changed"};
  unit.settle();
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{});
  unit.failing.clear();
  unit.remote.resolved = ResolvedMode::retry;
  CHECK(unit.settle() == Hooks{"config-changed", "start", "stop", "remove"});
}
