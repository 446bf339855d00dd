// Named events of interface contracts. Rule: DESIGN section 6 and section 9, 13.
#include "unit/resolver/unit_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::resolver;

namespace {

const std::string mysql_up = "db-up mysql/0";
const std::string mysql_changed = "db-relation-changed mysql/0";

/// A unit that knows mysql/0 and mysql/1; none of their events holds.
UnitModel unit_of_a_database() {
  auto unit = settled();
  unit.relate(4, "db", "mysql").members = {{"mysql/0", 1}, {"mysql/1", 1}};
  unit.settle();
  return unit;
}

/// As a remote unit publishes: its bag's version grows, and these events hold then.
void publish(UnitModel& unit, const std::string& publisher, std::set<std::string> events) {
  auto& relation = unit.remote.relations[4];
  auto& versions = relation.members.contains(publisher) ? relation.members : relation.applications;
  ++versions[publisher];
  relation.events[publisher] = std::move(events);
}

} // namespace

TEST_CASE("a named event follows the relation-changed of the bag that makes it true, before others join", "[resolver]") {
  auto unit = settled();
  auto& relation = unit.relate(4, "db", "mysql");
  relation.members = {{"mysql/0", 1}, {"mysql/1", 1}};
  relation.events = {{"mysql/0", {"quiet", "up"}}};
  CHECK(unit.settle() == Hooks{"db-relation-created", "db-relation-joined mysql/0", mysql_changed, "db-quiet mysql/0", mysql_up,
                               "db-relation-joined mysql/1", "db-relation-changed mysql/1"});
}

TEST_CASE("a named event is told once per turn", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql/0", {"up"});
  CHECK(unit.settle() == Hooks{mysql_changed, mysql_up});
  publish(unit, "mysql/0", {"up"});
  CHECK(unit.settle() == Hooks{mysql_changed});
  publish(unit, "mysql/0", {});
  CHECK(unit.settle() == Hooks{mysql_changed});
  publish(unit, "mysql/0", {"up"});
  CHECK(unit.settle() == Hooks{mysql_changed, mysql_up});
}

TEST_CASE("a condition that turned false and true between two looks fires nothing", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql/0", {"up"});
  unit.settle();
  publish(unit, "mysql/0", {});
  publish(unit, "mysql/0", {"up"});
  CHECK(unit.settle() == Hooks{mysql_changed});
}

TEST_CASE("a condition that turns true while its bag's relation-changed runs is told after the next one", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql/0", {});
  int changes = 0;
  unit.during = [&](const std::string& hook) {
    if (hook == mysql_changed && ++changes == 1) publish(unit, "mysql/0", {"up"});
  };
  CHECK(unit.settle() == Hooks{mysql_changed, mysql_changed, mysql_up});
}

TEST_CASE("a restart of the agent tells no named event again, and none is lost", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql/0", {"up"});
  unit.settle();
  unit.restart_agent();
  CHECK(unit.settle() == Hooks{});
  publish(unit, "mysql/0", {"up", "quiet"});
  unit.restart_agent();
  CHECK(unit.settle() == Hooks{mysql_changed, "db-quiet mysql/0"});
}

TEST_CASE("a named event of an application's bag has no remote unit", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql", {"up"});
  CHECK(unit.settle() == Hooks{"db-relation-changed", "db-up"});
  CHECK(unit.settle() == Hooks{});
  publish(unit, "mysql", {});
  publish(unit, "mysql/1", {"up"});
  CHECK(unit.settle() == Hooks{"db-relation-changed", "db-relation-changed mysql/1", "db-up mysql/1"});
}

TEST_CASE("a unit that left and is back tells its events anew", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql/0", {"up"});
  unit.settle();
  unit.remote.relations[4].members.erase("mysql/0");
  unit.remote.relations[4].events.clear();
  CHECK(unit.settle() == Hooks{"db-relation-departed mysql/0"});
  unit.remote.relations[4].members["mysql/0"] = 9;
  unit.remote.relations[4].events["mysql/0"] = {"up"};
  CHECK(unit.settle() == Hooks{"db-relation-joined mysql/0", mysql_changed, mysql_up});
}

TEST_CASE("a failed named event is tried again, and one that is passed over is told", "[resolver]") {
  auto unit = unit_of_a_database();
  unit.failing = {"db-up"};
  publish(unit, "mysql/0", {"up"});
  CHECK(unit.settle() == Hooks{mysql_changed, mysql_up + " failed"});
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{mysql_up + " failed"});
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{});
  publish(unit, "mysql/0", {"up"});
  CHECK(unit.settle() == Hooks{mysql_changed});
}

TEST_CASE("a charm that gets a program for an event that holds is told of it", "[resolver]") {
  auto unit = unit_of_a_database();
  unit.remote.relations[4].events["mysql/0"] = {"up"};
  CHECK(unit.settle() == Hooks{mysql_up});
}

TEST_CASE("a dying unit, and a relation that ends, are told no named event", "[resolver]") {
  auto unit = unit_of_a_database();
  publish(unit, "mysql/0", {"up"});
  SECTION("the unit is dying") {
    unit.remote.life = Life::dying;
    const auto hooks = unit.settle();
    CHECK(std::find(hooks.begin(), hooks.end(), mysql_up) == hooks.end());
  }
  SECTION("the relation ends") {
    unit.remote.relations[4].life = Life::dying;
    CHECK(unit.settle() == Hooks{"db-relation-departed mysql/0", "db-relation-departed mysql/1", "db-relation-broken"});
  }
}
