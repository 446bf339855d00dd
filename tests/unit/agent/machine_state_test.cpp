#include "agent/machine_state.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

const Endpoint db{.name = "db", .interface = "mysql", .role = Role::requirer};

AgentUpdate a_snapshot(const std::string& revision) {
  AgentUpdate update{.revision = revision, .snapshot = true};
  update.models = {{.id = ModelId{1}, .name = "prod"}};
  update.machines = {{.id = MachineId{1}, .name = "0", .model = ModelId{1}}};
  update.applications = {{.id = ApplicationId{1}, .name = "wiki"}};
  update.units = {{.id = UnitId{1}, .name = "wiki/0", .application = ApplicationId{1}, .machine = MachineId{1}}};
  update.relations = {{.id = RelationId{7},
                       .ends = {{ApplicationId{1}, "wiki", db, 4}, {ApplicationId{2}, "mysql", db, 4}}}};
  update.relation_units = {{RelationId{7}, UnitId{9}, "mysql/0", ApplicationId{2}, true, 3, {{"host", "h"}}}};
  return update;
}

} // namespace

TEST_CASE("an update that is not newer is ignored", "[agent]") {
  MachineState state;
  REQUIRE(state.apply(a_snapshot("1-5"), {}));
  AgentUpdate old{.revision = "1-5"};
  old.removed = {{EntityKind::unit, 1, 0}};
  CHECK_FALSE(state.apply(old, {}));
  old.revision = "1-4";
  CHECK_FALSE(state.apply(old, {}));
  CHECK(state.snapshot(UnitId{1}));
}

TEST_CASE("an update of another epoch is ignored unless it is a snapshot", "[agent]") {
  MachineState state;
  state.apply(a_snapshot("1-5"), {});
  AgentUpdate update{.revision = "2-6"};
  CHECK_FALSE(state.apply(update, {}));
  auto restored = a_snapshot("2-1");
  restored.units.clear();
  CHECK(state.apply(restored, {}));
  CHECK_FALSE(state.snapshot(UnitId{1}));
}

TEST_CASE("a unit that a snapshot does not list has left, though its last bag is kept", "[agent]") {
  MachineState state;
  state.apply(a_snapshot("1-5"), {});
  auto left = a_snapshot("1-7");
  left.relation_units.clear();
  state.apply(left, {RelationId{7}});
  const auto kept = state.snapshot(UnitId{1})->relations.at(4).units.at("mysql/0");
  CHECK_FALSE(kept->present);
  CHECK(kept->settings == Bag{{"host", "h"}});
}

TEST_CASE("a snapshot replaces everything, an update only what it lists", "[agent]") {
  MachineState state;
  state.apply(a_snapshot("1-5"), {});
  AgentUpdate update{.revision = "1-6"};
  update.applications = {{.id = ApplicationId{1}, .name = "wiki", .trust = true}};
  state.apply(update, {});
  CHECK(state.snapshot(UnitId{1})->application->trust);
  CHECK(state.snapshot(UnitId{1})->relations.size() == 1);
  auto without = a_snapshot("1-7");
  without.relations.clear();
  without.relation_units.clear();
  state.apply(without, {});
  CHECK(state.snapshot(UnitId{1})->relations.empty());
}

TEST_CASE("a hook's snapshot does not change when the world does", "[agent]") {
  MachineState state;
  state.apply(a_snapshot("1-5"), {});
  const auto before = state.snapshot(UnitId{1});
  AgentUpdate update{.revision = "1-6"};
  update.relation_units = {{RelationId{7}, UnitId{9}, "mysql/0", ApplicationId{2}, true, 6, {{"host", "other"}}}};
  state.apply(update, {});
  CHECK(before->relations.at(4).units.at("mysql/0")->settings.at("host") == "h");
  CHECK(state.snapshot(UnitId{1})->relations.at(4).units.at("mysql/0")->settings.at("host") == "other");
}

TEST_CASE("a dropped relation's bags stay until its hooks have ended", "[agent]") {
  MachineState state;
  state.apply(a_snapshot("1-5"), {});
  AgentUpdate update{.revision = "1-6"};
  update.removed = {{EntityKind::relation, 7, 0}};
  state.apply(update, {RelationId{7}});
  const auto snapshot = state.snapshot(UnitId{1});
  REQUIRE(snapshot->relations.contains(4));
  CHECK_FALSE(snapshot->relations.at(4).known);
  CHECK(snapshot->relations.at(4).units.at("mysql/0")->settings.at("host") == "h");
  state.release({});
  CHECK(state.snapshot(UnitId{1})->relations.empty());
}
