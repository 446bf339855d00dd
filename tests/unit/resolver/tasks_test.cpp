// contract/hooks.md, section 3 (row 8) and 12: when actions and commands run.
#include "unit/resolver/unit_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::resolver;

TEST_CASE("tasks run between hooks, in their order, and once though they are shown on", "[resolver]") {
  auto unit = settled();
  unit.remote.tasks = {{4, {TaskId{4}}}, {2, {TaskId{2}}}};
  CHECK(unit.settle() == Hooks{"task 2", "task 4"});
  CHECK(unit.settle() == Hooks{});
  unit.restart_agent();
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a task is forgotten when it is not shown any more", "[resolver]") {
  auto unit = settled();
  unit.remote.tasks = {{2, {TaskId{2}}}};
  unit.settle();
  unit.remote.tasks = {{4, {TaskId{4}}}};
  unit.settle();
  CHECK(unit.local.finished_tasks == std::vector<std::int64_t>{4});
}

TEST_CASE("tasks come before changes of configuration and relations, after leadership", "[resolver]") {
  auto unit = settled();
  unit.remote.settings = "second";
  unit.remote.tasks = {{2, {TaskId{2}}}};
  CHECK(unit.settle() == Hooks{"task 2", "config-changed"});
  unit.remote.settings = "third";
  unit.remote.leader_term = 2;
  unit.remote.tasks = {{4, {TaskId{4}}}};
  const auto ran = unit.settle();
  CHECK(ran.front() != "task 4");
}

TEST_CASE("no task runs before install", "[resolver]") {
  UnitModel unit;
  unit.remote.tasks = {{2, {TaskId{2}}}};
  CHECK(unit.settle() == Hooks{"install", "leader-elected", "task 2", "config-changed", "start"});
}

TEST_CASE("tasks run while a hook is in error, which stays", "[resolver]") {
  auto unit = settled();
  unit.failing = {"config-changed"};
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"config-changed failed"});
  unit.remote.tasks = {{2, {TaskId{2}}}};
  CHECK(unit.settle() == Hooks{"task 2"});
  CHECK(unit.local.operation->step == Step::failed);
  unit.remote.retry_due = true;
  unit.failing.clear();
  CHECK(unit.settle() == Hooks{"config-changed"});
}

TEST_CASE("while a task runs nothing else begins", "[resolver]") {
  auto unit = settled();
  unit.remote.tasks = {{2, {TaskId{2}}}};
  begin_task(unit.local, unit.remote, 2);
  unit.remote.settings = "second";
  CHECK_FALSE(next_operation(unit.local, unit.remote));
  CHECK_FALSE(unit.local.idle());
}

TEST_CASE("a task that began elsewhere is ended, not run", "[resolver]") {
  auto unit = settled();
  unit.remote.tasks = {{2, {TaskId{2}, true}}};
  CHECK(unit.settle() == Hooks{"lost task 2"});
}

TEST_CASE("a dying unit runs its tasks before it goes", "[resolver]") {
  auto unit = settled();
  unit.remote.life = Life::dying;
  unit.remote.tasks = {{2, {TaskId{2}}}};
  unit.during = [&](const std::string& hook) {
    if (hook == "remove") unit.remote.tasks[4] = {TaskId{4}}; // too late
  };
  CHECK(unit.settle() == Hooks{"task 2", "stop", "remove"});
}
