#include "unit/agent/unit_world.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace periapt;
using namespace periapt::agent;

namespace {

/// wiki/0, idle, whose config-changed and backup are handled; the next hooks end when told to.
void settle_handled(UnitWorld& world) {
  world.charms.give({{.event = "config-changed", .tool = "puppet", .program = "wiki"},
                     {.event = "backup-action", .tool = "ansible", .program = "playbooks/backup.yml"}});
  world.relate();
  world.connect();
  world.catch_up();
  world.hooks.end_at_once = false;
}

void configure(UnitWorld& world, const std::string& title) {
  world.application().config["title"] = title;
  world.tell();
}

void preview(UnitWorld& world, const std::string& event) {
  world.model.tasks.push_back({.id = TaskId{102}, .number = 2, .machine = MachineId{1}, .unit = UnitId{1},
                               .action = "juju-preview", .parameters = {R"({"event":")" + event + R"("})"}});
  world.tell();
}

HandlerOutcome outcome_of(HandlerResult result, const std::string& reason) {
  return {.event = "config-changed", .tool = "puppet 7", .mode = "apply", .result = result, .reason = reason};
}

} // namespace

TEST_CASE("the event's handler goes to the runner, an action's under a name of its own", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  CHECK_FALSE(world.hooks.handler); // of the last hook
  configure(world, "a");
  REQUIRE(world.hooks.handler);
  CHECK(world.hooks.handler->tool == "puppet");
}

TEST_CASE("a handler's outcome is part of its commit", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  configure(world, "a");
  world.hooks.tools->report_outcome(outcome_of(HandlerResult::converged, ""));
  world.hooks.end({});
  world.scheduler.run();
  const auto& commit = world.controller.commits.back();
  REQUIRE(commit.outcome);
  CHECK(commit.outcome->result == HandlerResult::converged);
}

TEST_CASE("a failed handler's outcome is told with its reason, without what it wrote", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  configure(world, "a");
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.hooks.tools->report_outcome(outcome_of(HandlerResult::failed, "init.pp:3: no"));
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.scheduler.run();
  const auto& commit = world.controller.commits.back();
  CHECK(world.stored().record.agent_status.message == "hook failed: \"config-changed\": init.pp:3: no");
  REQUIRE(commit.outcome);
  CHECK(commit.outcome->reason == "init.pp:3: no");
  CHECK(commit.settings.empty());
}

TEST_CASE("an adopted handler's outcome is not lost", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  configure(world, "a");
  world.hooks.tools->report_outcome(outcome_of(HandlerResult::repaired, ""));
  world.kill_agent();
  world.boot();
  world.connect();
  world.hooks.end({});
  world.scheduler.run();
  const auto& commits = world.controller.commits;
  CHECK(std::any_of(commits.begin(), commits.end(), [](const Commit& one) { return one.outcome.has_value(); }));
}

TEST_CASE("the previous configuration is that of the last successful config-changed", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  configure(world, "a");
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  world.scheduler.run();
  CHECK(world.stored().record.config_told == ConfigValues{});
  configure(world, "b");
  world.scheduler.advance(std::chrono::seconds(5));
  world.hooks.end({});
  world.scheduler.run();
  configure(world, "c");
  CHECK(world.hooks.tools->description().previous_config == ConfigValues{{"title", ConfigValue(std::string("b"))}});
}

TEST_CASE("a preview runs the handler of its event and changes nothing", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  preview(world, "config-changed");
  REQUIRE(world.hooks.handler);
  CHECK(world.hooks.handler->event == "config-changed");
  CHECK(world.hooks.tools->is_preview());
  world.hooks.tools->write_settings(4, false, {{"user", "wiki"}});
  world.hooks.end({});
  world.scheduler.run();
  const auto& commit = world.controller.commits.back();
  REQUIRE(commit.tasks.size() == 1);
  CHECK(commit.tasks[0].status == TaskStatus::completed);
  CHECK(commit.settings.empty());
}

TEST_CASE("a preview of an event without a handler fails with the event's name", "[agent]") {
  UnitWorld world;
  settle_handled(world);
  preview(world, "stop");
  world.scheduler.run();
  const auto& commit = world.controller.commits.back();
  REQUIRE(commit.tasks.size() == 1);
  CHECK(commit.tasks[0].status == TaskStatus::failed);
  CHECK(commit.tasks[0].message == R"(cannot preview "stop": the charm has no handler for it)");
}
