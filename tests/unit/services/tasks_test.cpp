#include "services/run_tasks.h"
#include "services/task_progress.h"
#include "services/tasks.h"

#include "core/error.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::services;

namespace {

/// wiki/0, which leads, and wiki/1, with an action "backup".
class Wiki : public test::SmallModel {
public:
  Wiki() {
    const charm::CharmFiles files{
        {"metadata.yaml", "name: wiki\nsummary: s\ndescription: d\n"},
        {"actions.yaml", "backup: {params: {to: {type: string, default: /srv}}, additionalProperties: false}\n"
                         "tidy: {parallel: true, execution-group: disk}\n"}};
    const auto charm = charm::parse_charm(files, charm::CharmOrigin::archive);
    const std::string sha256(64, 'b');
    write_file_atomically(archives / sha256, "archive");
    const auto url = write([&](auto& tx) {
                       return services::add_charm(tx, model, charm, {archives.path(), sha256, 7}, "", clock.wall_ms());
                     }).url;
    deploy(url, {.num_units = 2});
    for (const char* name : {"wiki/0", "wiki/1"}) start(name);
    claim("wiki/0");
  }

  OperationView run_action(std::vector<std::string> units, const std::string& action, const std::string& parameters = "{}") {
    return write([&](auto& tx) { return services::run_action(tx, model, {units, action, parameters}, clock.wall_ms()); });
  }
  OperationView run_commands(const CommandsRequest& request) {
    return write([&](auto& tx) { return services::run_commands(tx, model, request, clock.wall_ms()); });
  }
  TaskView cancel(const std::string& id) {
    return write([&](auto& tx) { return services::cancel_task(tx, model, id, clock.wall_ms()); });
  }
  TaskView task(const std::string& id) {
    return read([&](auto& tx) { return services::task_view(tx, model, id); });
  }
  OperationView operation(const std::string& id) {
    return read([&](auto& tx) { return services::operation_view(tx, model, id); });
  }
  /// Said by the unit in a commit.
  void say(const std::string& unit, TaskReport report) { commit(unit, Commit{.tasks = {std::move(report)}}); }
};

} // namespace

TEST_CASE("an operation and its tasks take their numbers from one sequence that begins with 1", "[services]") {
  Wiki wiki;
  const auto first = wiki.run_action({"wiki/0", "wiki/1"}, "backup");
  CHECK(first.row.number == 1);
  REQUIRE(first.tasks.size() == 2);
  CHECK(first.tasks[0].row.number == 2);
  CHECK(first.tasks[1].row.number == 3);
  CHECK(first.row.summary == "backup run on unit-wiki-0,unit-wiki-1");
  CHECK(wiki.run_action({"wiki/leader"}, "tidy").row.number == 4);
  CHECK(wiki.task("5").row.unit_name == "wiki/0");
  CHECK(wiki.task("5").row.execution_group == "disk");
}

TEST_CASE("parameters are completed from the charm's schema", "[services]") {
  Wiki wiki;
  CHECK(wiki.run_action({"wiki/0"}, "backup").tasks[0].row.parameters.text == R"({"to":"/srv"})");
}

TEST_CASE("what cannot be scheduled is a task with status error, and the rest is scheduled", "[services]") {
  Wiki wiki;
  const auto [units, action, parameters, message] = GENERATE(table<std::vector<std::string>, std::string, std::string, std::string>({
      {{"wiki/7"}, "backup", "{}", "\"unit-wiki-7\" not found"},
      {{"none/leader"}, "backup", "{}", "could not determine leader for \"none\""},
      {{"wiki/0"}, "sing", "{}", "action \"sing\" not defined on unit \"wiki/0\""},
      {{"wiki/0"}, "backup", "{\"to\":5}", "validation failed: (root).to : must be of type string, given 5"},
      {{"wiki/0"}, "backup", "{\"x\":5}", "validation failed: (root) : additional property \"x\" is not allowed, given {\"x\":5,\"to\":\"/srv\"}"},
  }));
  const auto operation = wiki.run_action(units, action, parameters);
  CHECK(operation.status == TaskStatus::error);
  CHECK(operation.tasks[0].row.status == TaskStatus::error);
  CHECK(operation.tasks[0].row.message == message);
  CHECK(operation.row.fail == "error(s) enqueueing action(s): " + message);

  const auto mixed = wiki.run_action({"wiki/1", "wiki/7"}, "backup");
  CHECK(mixed.status == TaskStatus::pending);
}

TEST_CASE("a preview needs no action of the charm's: the agent knows its handlers", "[services]") {
  Wiki wiki;
  const auto operation = wiki.run_action({"wiki/0"}, "juju-preview", R"({"event":"config-changed"})");
  CHECK(operation.tasks[0].row.status == TaskStatus::pending);
  CHECK(operation.tasks[0].row.parameters.text == R"({"event":"config-changed"})");
}

TEST_CASE("commands go to each target once; an unknown application or leader fails them all", "[services]") {
  Wiki wiki;
  const auto operation = wiki.run_commands({.commands = "id", .units = {"wiki/1", "wiki/leader"}, .applications = {"wiki"},
                                            .machines = {"0", "9"}});
  REQUIRE(operation.tasks.size() == 4);
  CHECK(operation.row.summary == "juju-exec run on unit-wiki-0,unit-wiki-1,machine-0,machine-9");
  CHECK(operation.tasks[3].row.message == "\"machine-9\" not found");
  CHECK(wiki.run_commands({.commands = "id", .all_machines = true}).tasks.size() == 2);
  CHECK_THROWS_WITH(wiki.run_commands({.commands = "id", .applications = {"none"}}), "application \"none\" not found");
  CHECK_THROWS_WITH(wiki.run_commands({.commands = "id", .units = {"none/leader"}}),
                    "could not determine leader for \"none\"");
}

TEST_CASE("a task runs, logs and ends once", "[services]") {
  Wiki wiki;
  const auto id = wiki.run_action({"wiki/0"}, "backup").tasks[0].row.id;
  wiki.say("wiki/1", {.task = id, .status = TaskStatus::failed}); // not its own
  CHECK(wiki.task("2").row.status == TaskStatus::pending);
  wiki.say("wiki/0", {.task = id, .status = TaskStatus::running});
  wiki.say("wiki/0", {.task = id, .log = {{5, "half"}}});
  CHECK(wiki.task("2").row.status == TaskStatus::running);
  CHECK(wiki.operation("1").status == TaskStatus::running);
  wiki.say("wiki/0", {.task = id, .status = TaskStatus::completed, .results = JsonText{"{\"a\":1}"}});
  wiki.say("wiki/0", {.task = id, .status = TaskStatus::failed, .message = "again"});
  const auto task = wiki.task("2");
  CHECK(task.row.status == TaskStatus::completed);
  CHECK(task.row.results->text == "{\"a\":1}");
  CHECK(task.log == std::vector<TaskLogLine>{{5, "half"}});
  CHECK(wiki.operation("1").completed_ms > 0);
}

TEST_CASE("cancelling: before it began, while it runs, after its end", "[services]") {
  Wiki wiki;
  const auto id = wiki.run_action({"wiki/0"}, "backup").tasks[0].row.id;
  wiki.run_action({"wiki/0"}, "backup");
  CHECK(wiki.cancel("4").row.status == TaskStatus::cancelled);
  wiki.say("wiki/0", {.task = id, .status = TaskStatus::running});
  CHECK(wiki.cancel("2").row.status == TaskStatus::aborting);
  wiki.say("wiki/0", {.task = id, .status = TaskStatus::running}); // said before it heard
  CHECK(wiki.task("2").row.status == TaskStatus::aborting);
  wiki.say("wiki/0", {.task = id, .status = TaskStatus::aborted});
  CHECK(wiki.cancel("2").row.status == TaskStatus::aborted);
  CHECK_THROWS_WITH(wiki.cancel("9"), "task \"9\" not found");
  CHECK_THROWS_WITH(wiki.cancel("x"), "task \"x\" not found");
}

TEST_CASE("a unit that goes takes its tasks along", "[services]") {
  Wiki wiki;
  const auto id = wiki.run_action({"wiki/1"}, "backup").tasks[0].row.id;
  wiki.run_action({"wiki/1"}, "backup");
  wiki.say("wiki/1", {.task = id, .status = TaskStatus::running});
  wiki.commit("wiki/1", Commit{.dead = true});
  CHECK(wiki.task("2").row.status == TaskStatus::aborted);
  CHECK(wiki.task("4").row.status == TaskStatus::cancelled);
  CHECK(wiki.task("4").row.message == "the unit was removed");
}

TEST_CASE("a machine may not begin commands that are over, nor those of others", "[services]") {
  Wiki wiki;
  const auto task = wiki.run_commands({.commands = "id", .machines = {"0"}}).tasks[0].row;
  const auto report = [&](MachineId machine, TaskStatus status) {
    wiki.write([&](auto& tx) { report_machine_task(tx, machine, {.task = task.id, .status = status}, 1); });
  };
  CHECK_THROWS_WITH(report(wiki.unit("wiki/1").machine, TaskStatus::running), "task not found");
  report(*task.machine, TaskStatus::running);
  report(*task.machine, TaskStatus::running); // the answer was lost
  report(*task.machine, TaskStatus::completed);
  report(*task.machine, TaskStatus::completed);
  CHECK_THROWS_WITH(report(*task.machine, TaskStatus::running), "the task is over");
}

TEST_CASE("operations are found by what they run, where, and how they stand", "[services]") {
  Wiki wiki;
  wiki.run_action({"wiki/0"}, "backup");
  wiki.run_action({"wiki/1"}, "tidy");
  wiki.run_commands({.commands = "id", .machines = {"0"}});
  wiki.cancel("4");
  const auto found = [&](const OperationFilter& filter) {
    std::vector<std::int64_t> numbers;
    wiki.read([&](auto& tx) {
      for (const auto& one : list_operations(tx, wiki.model, filter).operations) numbers.push_back(one.row.number);
    });
    return numbers;
  };
  using Numbers = std::vector<std::int64_t>;
  CHECK(found({}) == Numbers{1, 3, 5});
  CHECK(found({.actions = {"tidy"}}) == Numbers{3});
  CHECK(found({.applications = {"wiki"}}) == Numbers{1, 3});
  CHECK(found({.units = {"wiki/0"}}) == Numbers{1});
  CHECK(found({.machines = {"0"}}) == Numbers{5});
  CHECK(found({.statuses = {"cancelled"}}) == Numbers{3});
  CHECK(found({.offset = 1, .limit = 1}) == Numbers{3});
}

TEST_CASE("what is over is forgotten two weeks later, what waits is not", "[services]") {
  Wiki wiki;
  wiki.run_action({"wiki/0"}, "backup");
  wiki.run_action({"wiki/0"}, "backup");
  wiki.cancel("2");
  wiki.clock.advance_ms(15LL * 24 * 3600 * 1000);
  wiki.run_action({"wiki/0"}, "backup");
  CHECK_THROWS_WITH(wiki.operation("1"), "operation \"1\" not found");
  CHECK(wiki.operation("3").status == TaskStatus::pending);
}

TEST_CASE("an application's actions are listed with their schemas", "[services]") {
  Wiki wiki;
  const auto actions = wiki.read([&](auto& tx) { return list_actions(tx, wiki.model, "wiki"); });
  REQUIRE(actions.size() == 2);
  CHECK(actions[0].name == "backup");
  CHECK(actions[1].description == "No description");
  CHECK(actions[0].schema.find("\"properties\":{\"to\":{\"type\":\"string\"") != std::string::npos);
}
