// What tools see: contract/hooks.md 5.5 and 5.6, contract/hook-tools.md section 4.
#include "unit/agent/unit_world.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;
using hook_tools::HookContext;

namespace {

/// The unit is related and runs config-changed until the test ends it.
struct InHook : UnitWorld {
  InHook() {
    relate();
    connect();
    hooks.end_at_once = false;
    application().trust = true;
    tell();
  }
  HookContext& tools() { return *hooks.tools; }
};

} // namespace

TEST_CASE("members are the joined units, not all in scope", "[agent]") {
  InHook world;
  world.model.relation_units.push_back({RelationId{7}, UnitId{10}, "mysql/1", ApplicationId{2}, true, 1, {}});
  world.tell();
  const auto relations = world.tools().relations();
  REQUIRE(relations.size() == 1);
  CHECK(relations[0].endpoint == "db");
  CHECK(relations[0].number == 4);
  CHECK(relations[0].remote_application == "mysql");
  CHECK(relations[0].members == std::vector<std::string>{"mysql/0"});
}

TEST_CASE("reads come from the snapshot the hook was chosen from", "[agent]") {
  InHook world;
  world.model.relation_units[1].settings["host"] = "other";
  world.model.relation_units[1].version = 9;
  world.tell();
  CHECK(world.tools().unit_settings(4, "mysql/0").at("host") == "h");
}

TEST_CASE("the bag of a unit that is not of the relation is denied", "[agent]") {
  InHook world;
  CHECK_THROWS_WITH(world.tools().unit_settings(4, "redis/0"), "permission denied");
  CHECK_THROWS_WITH(world.tools().application_settings(4, "redis"), "permission denied");
  CHECK_THROWS_WITH(world.tools().unit_settings(5, "mysql/0"), "relation not found");
}

TEST_CASE("a departed unit's bag stays readable", "[agent]") {
  InHook world;
  world.hooks.end({});
  world.scheduler.run();
  world.model.relation_units[1].present = false;
  world.tell();
  CHECK(world.take_started().back() == "db-relation-departed");
  CHECK(world.tools().unit_settings(4, "mysql/0").at("host") == "h");
  CHECK(world.tools().relations()[0].members.empty());
}

TEST_CASE("the own application's bag is the leader's to read and write", "[agent]") {
  InHook world;
  CHECK(world.tools().application_settings(4, "wiki").empty());
  world.tools().write_settings(4, true, {{"k", "v"}});
  CHECK(world.tools().application_settings(4, "wiki").at("k") == "v");

  world.disconnect();
  world.scheduler.advance(std::chrono::seconds(31)); // less than 30 s of the lease are left
  CHECK_FALSE(world.tools().is_leader());
  CHECK_THROWS_WITH(world.tools().application_settings(4, "wiki"), "permission denied");
  CHECK_THROWS_WITH(world.tools().write_settings(4, true, {{"k", "w"}}), "cannot write relation settings");
  world.connect();
  CHECK_FALSE(world.tools().is_leader()); // for the rest of this hook
}

TEST_CASE("a text that is not UTF-8 is refused by the tool, and the hook goes on", "[agent]") {
  InHook world;
  CHECK_THROWS_WITH(world.tools().write_settings(4, false, {{"k", "\xff"}}), "a key or value is not UTF-8");
  CHECK_THROWS_WITH(world.tools().set_unit_status(WorkloadStatus::active, "\xff"), "the value is not UTF-8");
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.stored().record.local.idle());
}

TEST_CASE("a bag that grows over 4 MiB fails the hook", "[agent]") {
  InHook world;
  world.tools().write_settings(4, false, {{"k", std::string((4 << 20) + 1, 'x')}});
  world.hooks.end({});
  world.scheduler.run();
  CHECK(world.stored().record.local.operation->step == resolver::Step::failed);
}

TEST_CASE("an empty value stays in the charm's state, unlike in a bag", "[agent]") {
  InHook world;
  world.tools().write_charm_state({{"empty", ""}, {"k", "v"}});
  world.tools().write_settings(4, false, {{"private-address", ""}});
  CHECK(world.tools().charm_state() == Bag{{"empty", ""}, {"k", "v"}});
  CHECK_FALSE(world.tools().unit_settings(4, "wiki/0").contains("private-address"));
}

TEST_CASE("opening and closing a port in one hook cancel out", "[agent]") {
  InHook world;
  const PortRange http{"tcp", 80, 80};
  world.tools().open_port(http, {});
  CHECK(world.tools().opened_ports() == std::vector<OpenedPort>{{http, ""}});
  world.tools().close_port(http, {});
  CHECK(world.tools().opened_ports().empty());
}

TEST_CASE("a port that another unit of the machine has open is refused", "[agent]") {
  InHook world;
  world.hooks.end({});
  world.scheduler.run();
  UnitEntity other{.id = UnitId{2}, .name = "blog/0", .application = ApplicationId{1}, .machine = MachineId{1}};
  other.life = Life::dead; // it needs no agent here
  other.opened_ports = {{PortRange{"tcp", 80, 90}, ""}};
  world.model.units.push_back(other);
  world.application().trust = false;
  world.tell();
  CHECK_THROWS_WITH(world.tools().open_port({"tcp", 85, 85}, {}),
                    "cannot open 85/tcp (unit \"wiki/0\"): port range conflicts with 80-90/tcp (unit \"blog/0\")");
  world.tools().open_port({"tcp", 100, 110}, {});
  CHECK_THROWS_WITH(world.tools().open_port({"tcp", 105, 105}, {}),
                    "cannot open 105/tcp (unit \"wiki/0\"): port range conflicts with 100-110/tcp (unit \"wiki/0\") "
                    "requested earlier");
}

TEST_CASE("a binding is an endpoint of the charm, and its address the machine's", "[agent]") {
  InHook world;
  CHECK(world.tools().network_info("db", std::nullopt)->address == "127.1.0.1");
  CHECK(world.tools().network_info("db", std::nullopt)->egress_subnets == std::vector<std::string>{"127.1.0.1/32"});
  CHECK_FALSE(world.tools().network_info("nothing", std::nullopt));
}

TEST_CASE("leader settings written in a hook are there at once", "[agent]") {
  InHook world;
  const BagChanges changes{{"k", "v"}};
  bool ready = false;
  world.tools().prepare(hook_tools::LeaderSettingsPost{changes}, [&] { ready = true; });
  world.scheduler.run();
  REQUIRE(ready);
  world.tools().write_leader_settings(changes);
  CHECK(world.tools().leader_settings().at("k") == "v");
}
