// Actions and commands of one unit. Rule: contract/hooks.md, section 12.
#include "unit/agent/unit_world.h"

#include "wire/codec.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

/// The deployed unit, hooks and tasks held from here on.
class TaskWorld : public UnitWorld {
public:
  TaskWorld() {
    connect();
    take_started();
    hooks.end_at_once = false;
  }

  void ask_for(std::int64_t number, const std::string& action = "backup") {
    model.tasks.push_back({.id = TaskId{number + 100},
                           .number = number,
                           .machine = MachineId{1},
                           .unit = UnitId{1},
                           .action = action,
                           .parameters = {R"({"to":"/srv"})"}});
    tell();
  }
  /// What the controller has heard of the task, in order.
  std::vector<TaskReport> reports_of(std::int64_t number) const {
    std::vector<TaskReport> reports;
    for (const auto& commit : controller.commits)
      for (const auto& report : commit.tasks)
        if (report.task.value == number + 100) reports.push_back(report);
    return reports;
  }
  void end(const HookOutcome& outcome) {
    hooks.end(outcome);
    scheduler.run();
  }
};

HookOutcome exit_with(int code, std::string out = "") {
  return {.kind = code == 0 ? HookOutcome::Kind::succeeded : HookOutcome::Kind::failed,
          .reason = "exit status " + std::to_string(code),
          .exit_code = code,
          .out = std::move(out)};
}

} // namespace

TEST_CASE("an action runs with its parameters, and its end is one commit with what it has changed", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  CHECK(world.take_started() == Hooks{"backup"});
  REQUIRE(world.hooks.tools->is_action());
  CHECK_FALSE(world.hooks.tools->hook_relation());
  CHECK(world.hooks.tools->action_parameters().front().first == "to");
  world.hooks.tools->log_action("half");
  world.hooks.tools->set_action_result({"file", "size"}, "10");
  world.hooks.tools->set_action_result({"file", "name"}, "x");
  world.hooks.tools->write_charm_state({{"k", "v"}});
  world.end(exit_with(0, "done\n"));
  const auto reports = world.reports_of(2);
  REQUIRE(reports.size() == 3);
  CHECK(reports[0].status == TaskStatus::running);
  CHECK(reports[1].log[0].message == "half");
  CHECK(reports[2].status == TaskStatus::completed);
  CHECK(reports[2].results->text == R"({"file":{"size":"10","name":"x"},"return-code":0,"stdout":"done\n"})");
  CHECK(world.controller.commits.back().charm_state);
  world.tell(); // the controller shows it still: it is not run again
  CHECK(world.take_started().empty());
}

TEST_CASE("tasks run one after the other, in the order of their numbers", "[agent]") {
  TaskWorld world;
  world.ask_for(4);
  world.ask_for(2);
  CHECK(world.take_started() == Hooks{"backup"});
  world.end(exit_with(0));
  CHECK(world.take_started() == Hooks{"backup"});
  CHECK(world.reports_of(2).size() == 1);
}

TEST_CASE("an action that says it failed has failed, and what it changed stays", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.hooks.tools->fail_action("not today");
  world.hooks.tools->write_charm_state({{"k", "v"}});
  world.end(exit_with(0));
  CHECK(world.reports_of(2).back().status == TaskStatus::failed);
  CHECK(world.reports_of(2).back().message == "not today");
  CHECK(world.stored().charm_state.at("k") == "v");
}

TEST_CASE("an action that exits with a failure keeps its results, and changes nothing", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.hooks.tools->set_action_result({"got"}, "half");
  world.hooks.tools->write_charm_state({{"k", "v"}});
  world.end(exit_with(3));
  CHECK(world.reports_of(2).back().status == TaskStatus::failed);
  CHECK(world.reports_of(2).back().message == "exit status 3");
  CHECK(world.reports_of(2).back().results->text == R"({"got":"half","return-code":3})");
  CHECK(world.stored().charm_state.empty());
  CHECK(world.stored().record.agent_status.status == "idle");
}

TEST_CASE("commands that exit with a failure are completed", "[agent]") {
  TaskWorld world;
  world.ask_for(2, "juju-exec");
  world.end(exit_with(3));
  CHECK(world.reports_of(2).back().status == TaskStatus::completed);
}

TEST_CASE("output that is no text is told in base64", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.end(exit_with(0, std::string("\xff\0\xfe", 3)));
  CHECK(world.reports_of(2).back().results->text == R"({"return-code":0,"stdout":"/wD+","stdout-encoding":"base64"})");
}

TEST_CASE("changes that the controller refuses fail the action", "[agent]") {
  TaskWorld world;
  world.relate();
  world.hooks.end_at_once = true;
  world.tell();
  world.hooks.end_at_once = false;
  world.take_started();
  world.ask_for(2);
  world.hooks.tools->write_settings(4, false, {{"user", "x"}});
  world.controller.refusal = "too much";
  world.end(exit_with(0));
  const auto report = world.reports_of(2).back();
  CHECK(report.status == TaskStatus::failed);
  CHECK(report.message == "committing requested changes failed");
  CHECK(report.results->text == R"({"return-code":1,"stderr":"too much\n"})");
}

TEST_CASE("an action the charm does not have, or whose parameters do not fit, fails without running", "[agent]") {
  TaskWorld world;
  world.ask_for(2, "sing");
  CHECK(world.take_started().empty());
  CHECK(world.reports_of(2).back().message == "cannot run \"sing\" action: not defined");
  world.model.tasks.clear();
  world.model.tasks.push_back({.id = TaskId{104}, .number = 4, .machine = MachineId{1}, .unit = UnitId{1},
                               .action = "backup", .parameters = {R"({"to":5})"}});
  world.tell();
  CHECK(world.reports_of(4).back().message ==
        "cannot run \"backup\" action: validation failed: (root).to : must be of type string, given 5");
}

TEST_CASE("an action runs while a hook is in error, and the error stays", "[agent]") {
  TaskWorld world;
  world.application().config["title"] = std::string("x");
  world.tell();
  world.end({HookOutcome::Kind::failed, "exit status 1"});
  world.take_started();
  world.ask_for(2);
  CHECK(world.take_started() == Hooks{"backup"});
  world.end(exit_with(0));
  CHECK(world.reports_of(2).back().status == TaskStatus::completed);
  CHECK(world.stored().record.agent_status.status == "error");
  world.scheduler.advance(std::chrono::minutes(6));
  CHECK(world.take_started() == Hooks{"config-changed"});
}

TEST_CASE("a dying unit runs its actions before it goes", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.unit().life = Life::dying;
  world.ask_for(4);
  world.take_started();
  world.hooks.end_at_once = true;
  world.end(exit_with(0));
  CHECK(world.take_started() == Hooks{"backup", "stop", "remove"});
}

TEST_CASE("a cancelled action is told to end and is aborted, however it ends", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.hooks.tools->write_charm_state({{"k", "v"}});
  world.model.tasks[0].status = TaskStatus::aborting;
  world.tell();
  world.tell();
  CHECK(world.hooks.told_to_end.size() == 1);
  world.end(exit_with(0));
  CHECK(world.reports_of(2).back().status == TaskStatus::aborted);
  CHECK(world.stored().charm_state.empty());
}

TEST_CASE("a running action is taken over by the next agent, with what it has set so far", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.hooks.tools->set_action_result({"got"}, "half");
  world.model.tasks[0].status = TaskStatus::running;
  world.boot();
  world.connect();
  world.take_started();
  world.end(exit_with(0));
  CHECK(world.reports_of(2).back().results->text == R"({"got":"half","return-code":0})");
  CHECK(world.take_started().empty());
}

TEST_CASE("an action lost with its supervisor has failed and is not run again", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.take_started();
  world.hooks.running.reset();
  world.boot_id = "boot-2";
  world.hooks.end_at_once = true;
  world.boot();
  world.connect();
  CHECK(world.reports_of(2).back().status == TaskStatus::failed);
  CHECK(world.reports_of(2).back().message == "action terminated");
  const auto started = world.take_started();
  CHECK(std::count(started.begin(), started.end(), "backup") == 0);
}

TEST_CASE("a finished action is not run again by an agent that starts from older remote state", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.end(exit_with(0));
  world.take_started();
  world.boot(); // what the controller said before the end is what the disk holds
  world.connect();
  CHECK(world.take_started().empty());
}

TEST_CASE("the end of an action waits in the outbox while the controller is away", "[agent]") {
  TaskWorld world;
  world.ask_for(2);
  world.controller.answers = false;
  world.disconnect();
  world.end(exit_with(0));
  world.controller.answers = true;
  world.model.tasks.clear();
  world.connect();
  CHECK(world.reports_of(2).back().status == TaskStatus::completed);
}

TEST_CASE("commands on the machine start when the controller has taken that they run", "[agent]") {
  TaskWorld world;
  world.controller.answers = false;
  world.model.tasks = {{.id = TaskId{102}, .number = 2, .machine = MachineId{1}, .action = "juju-exec",
                        .parameters = {R"({"command":"id"})"}}};
  world.tell();
  CHECK(world.take_started().empty());
  world.controller.answers = true;
  world.boot(); // nothing was answered: asked again
  world.connect();
  CHECK(world.take_started() == Hooks{"juju-exec"});
  world.hooks.end(exit_with(5));
  world.scheduler.run();
  CHECK(world.controller.reports.back().status == TaskStatus::completed);
  CHECK(world.controller.reports.back().results->text == R"({"return-code":5})");
  world.tell();
  CHECK(world.take_started().empty());
}

TEST_CASE("commands on the machine that nobody knows any more have failed", "[agent]") {
  TaskWorld world;
  world.model.tasks = {{.id = TaskId{102}, .number = 2, .machine = MachineId{1}, .action = "juju-exec",
                        .parameters = {R"({"command":"id"})"}, .status = TaskStatus::running}};
  world.tell();
  CHECK(world.take_started().empty());
  CHECK(world.controller.reports.back().message == "action terminated");
}

TEST_CASE("the reason of a refusal follows what the action has printed", "[agent]") {
  TaskWorld world;
  world.relate();
  world.hooks.end_at_once = true;
  world.tell();
  world.hooks.end_at_once = false;
  world.take_started();
  world.ask_for(2);
  world.hooks.tools->write_settings(4, false, {{"user", "x"}});
  world.controller.refusal = "too much";
  auto outcome = exit_with(0);
  outcome.err = "a long warning that fits into no small string\n";
  world.end(outcome);
  CHECK(world.reports_of(2).back().results->text ==
        R"({"return-code":1,"stderr":"a long warning that fits into no small string\ntoo much\n"})");
}

TEST_CASE("a failed hook is retried although the agent died before a task's end was answered", "[agent]") {
  TaskWorld world;
  world.application().config["title"] = std::string("new");
  world.tell();
  world.end(exit_with(1));
  world.ask_for(2);
  REQUIRE(world.take_started() == Hooks{"config-changed", "backup"});
  world.controller.answers = false;
  world.end(exit_with(0));
  world.kill_agent();
  world.controller.answers = true;
  world.boot();
  world.connect();
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::milliseconds(5200));
  CHECK(world.take_started() == Hooks{"config-changed"});
}
