// contract/hooks.md, sections 4 and 5: the rows about relations.
#include "unit/resolver/unit_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::resolver;

namespace {

UnitModel related() {
  auto unit = settled();
  unit.relate(4, "db", "mysql").members = {{"mysql/0", 1}, {"mysql/1", 1}};
  unit.settle();
  return unit;
}

} // namespace

TEST_CASE("created runs for every relation between install and the leader hook", "[resolver]") {
  UnitModel unit;
  unit.relate(0, "cluster", "wiki");
  unit.relate(2, "db", "mysql").members = {{"mysql/0", 1}};
  unit.relate(1, "website", "haproxy");
  CHECK(unit.settle() == Hooks{"install", "cluster-relation-created", "website-relation-created", "db-relation-created",
                               "leader-elected", "config-changed", "start", "db-relation-joined mysql/0",
                               "db-relation-changed mysql/0"});
}

TEST_CASE("all alive relations are entered before the first created runs", "[resolver]") {
  UnitModel unit;
  unit.relate(1, "website", "haproxy");
  unit.relate(2, "db", "mysql");
  std::size_t entered = 0;
  unit.during = [&](const std::string& hook) {
    if (hook == "website-relation-created") entered = unit.local.relations.size();
    if (hook == "install") CHECK(unit.local.relations.empty());
  };
  unit.settle();
  CHECK(entered == 2);
}

TEST_CASE("created waits for the own bag that entering has made", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql").own_bag_known = false;
  CHECK(unit.settle() == Hooks{});
  unit.remote.relations[4].own_bag_known = true;
  CHECK(unit.settle() == Hooks{"db-relation-created"});
}

TEST_CASE("integrate later: created, then joined and changed for each unit", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql").members = {{"mysql/2", 1}, {"mysql/10", 1}};
  CHECK(unit.settle() == Hooks{"db-relation-created", "db-relation-joined mysql/10", "db-relation-changed mysql/10",
                               "db-relation-joined mysql/2", "db-relation-changed mysql/2"});
}

TEST_CASE("a new remote unit is joined and changed without created", "[resolver]") {
  auto unit = related();
  unit.remote.relations[4].members["mysql/2"] = 7;
  CHECK(unit.settle() == Hooks{"db-relation-joined mysql/2", "db-relation-changed mysql/2"});
}

TEST_CASE("a written application bag is told before the next joined, never inside joined and changed", "[resolver]") {
  auto unit = settled();
  auto& relation = unit.relate(4, "db", "mysql");
  relation.members = {{"mysql/0", 1}, {"mysql/1", 1}};
  unit.during = [&](const std::string& hook) {
    if (hook == "db-relation-joined mysql/0") relation.applications["mysql"] = 5;
  };
  CHECK(unit.settle() == Hooks{"db-relation-created", "db-relation-joined mysql/0", "db-relation-changed mysql/0",
                               "db-relation-changed", "db-relation-joined mysql/1", "db-relation-changed mysql/1"});
}

TEST_CASE("an application bag never written brings no hook", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql");
  CHECK(unit.settle() == Hooks{"db-relation-created"});
}

TEST_CASE("ten writes between two runs are one hook", "[resolver]") {
  auto unit = related();
  for (int write = 2; write < 12; ++write) unit.remote.relations[4].members["mysql/0"] = write;
  CHECK(unit.settle() == Hooks{"db-relation-changed mysql/0"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a write while changed runs brings another changed", "[resolver]") {
  auto unit = related();
  auto& version = unit.remote.relations[4].members["mysql/0"];
  version = 2;
  unit.during = [&](const std::string&) { version = 3; };
  CHECK(unit.settle() == Hooks{"db-relation-changed mysql/0", "db-relation-changed mysql/0"});
}

TEST_CASE("configuration beats joined and changed, a new relation beats configuration", "[resolver]") {
  auto unit = related();
  unit.remote.relations[4].members["mysql/0"] = 2;
  unit.remote.settings = "second";
  unit.relate(5, "website", "haproxy").members = {{"haproxy/0", 1}};
  CHECK(unit.settle() == Hooks{"website-relation-created", "config-changed", "db-relation-changed mysql/0",
                               "website-relation-joined haproxy/0", "website-relation-changed haproxy/0"});
}

TEST_CASE("a unit that vanishes right after its joined is changed, then departed", "[resolver]") {
  auto unit = settled();
  auto& relation = unit.relate(4, "db", "mysql");
  relation.members = {{"mysql/0", 1}};
  unit.during = [&](const std::string& hook) {
    if (hook == "db-relation-joined mysql/0") relation.members.clear();
  };
  CHECK(unit.settle() == Hooks{"db-relation-created", "db-relation-joined mysql/0", "db-relation-changed mysql/0",
                               "db-relation-departed mysql/0"});
}

TEST_CASE("a relation that ends before it was entered brings no hook", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql").life = Life::dying;
  unit.relate(5, "website", "haproxy").suspended = true;
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a removed relation is departed by each member, then broken once", "[resolver]") {
  auto unit = related();
  unit.remote.relations[4].life = Life::dying;
  CHECK(unit.settle() ==
        Hooks{"db-relation-departed mysql/0", "db-relation-departed mysql/1", "db-relation-broken"});
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.relations.empty());
}

TEST_CASE("a removed relation whose members had departed is only broken", "[resolver]") {
  auto unit = related();
  unit.remote.relations[4].members.clear();
  unit.settle();
  unit.remote.relations[4].life = Life::dying;
  CHECK(unit.settle() == Hooks{"db-relation-broken"});
}

TEST_CASE("a relation that the controller has dropped is still departed and broken", "[resolver]") {
  auto unit = related();
  unit.remote.relations.clear();
  CHECK(unit.settle() ==
        Hooks{"db-relation-departed mysql/0", "db-relation-departed mysql/1", "db-relation-broken"});
}

TEST_CASE("a suspended relation that is resumed begins again", "[resolver]") {
  auto unit = related();
  unit.remote.relations[4].suspended = true;
  CHECK(unit.settle() ==
        Hooks{"db-relation-departed mysql/0", "db-relation-departed mysql/1", "db-relation-broken"});
  unit.remote.relations[4].suspended = false;
  unit.remote.relations[4].members = {{"mysql/0", 3}};
  CHECK(unit.settle() == Hooks{"db-relation-created", "db-relation-joined mysql/0", "db-relation-changed mysql/0"});
}

TEST_CASE("a departing remote unit is named as the one that leaves", "[resolver]") {
  auto unit = related();
  unit.remote.relations[4].members.erase("mysql/0");
  CHECK(unit.settle() == Hooks{"db-relation-departed mysql/0"});
}

TEST_CASE("a dying unit leaves its relations itself, peers last and without broken", "[resolver]") {
  auto unit = settled();
  unit.relate(0, "cluster", "wiki").members = {{"wiki/1", 1}};
  unit.relate(4, "db", "mysql").members = {{"mysql/0", 1}};
  unit.settle();
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{"db-relation-departed mysql/0 (wiki/0 leaves)", "db-relation-broken",
                               "cluster-relation-departed wiki/1 (wiki/0 leaves)", "stop", "remove"});
}

TEST_CASE("with its application dying, the local unit is the one that leaves", "[resolver]") {
  auto unit = related();
  unit.remote.application_life = Life::dying;
  unit.remote.relations[4].life = Life::dying;
  CHECK(unit.settle().front() == "db-relation-departed mysql/0 (wiki/0 leaves)");
}

TEST_CASE("every unit, the leader included, is told of its peers' application bag", "[resolver]") {
  auto unit = settled();
  unit.relate(0, "cluster", "wiki").applications["wiki"] = 3;
  CHECK(unit.settle() == Hooks{"cluster-relation-created", "cluster-relation-changed"});
}

TEST_CASE("relations with others come before peers", "[resolver]") {
  auto unit = settled();
  unit.relate(0, "cluster", "wiki").members = {{"wiki/1", 1}};
  unit.relate(4, "db", "mysql").members = {{"mysql/0", 1}};
  CHECK(unit.settle() == Hooks{"cluster-relation-created", "db-relation-created", "db-relation-joined mysql/0",
                               "db-relation-changed mysql/0", "cluster-relation-joined wiki/1",
                               "cluster-relation-changed wiki/1"});
}

TEST_CASE("an endpoint that the charm on disk lacks waits for the upgrade", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql").endpoint_known = false;
  CHECK(unit.settle() == Hooks{});
  unit.remote.charm.url = "local:wiki-1";
  unit.during = [&](const std::string&) { unit.remote.relations[4].endpoint_known = true; };
  CHECK(unit.settle() == Hooks{"upgrade-charm", "config-changed", "db-relation-created"});
}

TEST_CASE("the implicit juju-info endpoint is entered and left without hooks", "[resolver]") {
  auto unit = settled();
  auto& relation = unit.relate(4, "juju-info", "monitor");
  relation.hookless = true;
  relation.members = {{"monitor/0", 1}};
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.relations.size() == 1);
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{"stop", "remove"});
  CHECK(unit.local.relations.empty());
}

TEST_CASE("a failed joined is retried for the same unit, then its changed follows", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql").members = {{"mysql/1", 1}};
  unit.failing = {"db-relation-joined mysql/1"};
  unit.settle();
  unit.remote.relations[4].members["mysql/0"] = 1;
  CHECK(unit.settle() == Hooks{});
  unit.failing.clear();
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{"db-relation-joined mysql/1", "db-relation-changed mysql/1",
                               "db-relation-joined mysql/0", "db-relation-changed mysql/0"});
}

TEST_CASE("an error hook whose relation has vanished is committed by a retry", "[resolver]") {
  auto unit = settled();
  unit.relate(4, "db", "mysql").members = {{"mysql/0", 1}};
  unit.failing = {"db-relation-joined mysql/0"};
  unit.settle();
  unit.remote.relations.clear();
  unit.failing.clear();
  unit.remote.retry_due = true;
  const auto hooks = unit.settle();
  CHECK(std::count(hooks.begin(), hooks.end(), "db-relation-joined mysql/0") == 0);
  CHECK(hooks.back() == "db-relation-broken");
}

TEST_CASE("relation-list names a joining unit and no departing one", "[resolver]") {
  LocalRelation relation{.number = 4, .members = {{"mysql/0", 1}}};
  const HookInfo joined{.kind = HookKind::relation_joined, .number = 4, .remote_unit = "mysql/1"};
  const HookInfo departed{.kind = HookKind::relation_departed, .number = 4, .remote_unit = "mysql/0"};
  CHECK(members_during(relation, &joined) == std::set<std::string>{"mysql/0", "mysql/1"});
  CHECK(members_during(relation, &departed).empty());
}

TEST_CASE("a container-scoped relation with another principal's application is not entered", "[resolver]") {
  auto unit = settled();
  auto& relation = unit.relate(4, "host", "other");
  relation.foreign = true;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.relations.empty());
  unit.remote.relations[4].foreign = false; // a subordinate of that application has come beside it
  CHECK(unit.settle() == Hooks{"host-relation-created"});
  unit.remote.relations[4].foreign = true; // and gone
  CHECK(unit.settle() == Hooks{});
  unit.remote.relations.erase(4);
  CHECK(unit.settle() == Hooks{"host-relation-broken"});
}

TEST_CASE("a principal tears down without waiting, and dies after its subordinates", "[resolver]") {
  auto unit = settled();
  unit.remote.has_subordinates = true;
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{"stop", "remove"});
  CHECK_FALSE(unit.dead);
  unit.remote.has_subordinates = false;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.dead);
}
