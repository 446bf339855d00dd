// Whom a unit sees in a container-scoped relation. Rule: contract/hooks.md 5.8.
#include "agent/container.h"
#include "agent/machine_state.h"
#include "agent/remote_composition.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

const Endpoint host{.name = "host", .interface = "http", .role = Role::requirer, .scope = Scope::container};
const Endpoint site{.name = "site", .interface = "http", .role = Role::provider, .scope = Scope::container};

/// web/0 and web/1 on one machine, each with its nrpe beside; relation 5 between the applications, all entered.
AgentUpdate machine() {
  AgentUpdate update{.revision = "1-1", .snapshot = true};
  update.models = {{.id = ModelId{1}, .uuid = "uuid", .name = "prod"}};
  update.machines = {{.id = MachineId{1}, .name = "0", .model = ModelId{1}, .addresses = {"127.1.0.1"}}};
  update.applications = {{.id = ApplicationId{1}, .name = "web"}, {.id = ApplicationId{2}, .name = "nrpe"}};
  update.relations = {{.id = RelationId{7}, .ends = {{ApplicationId{2}, "nrpe", host, 5}, {ApplicationId{1}, "web", site, 5}}}};
  const auto add = [&](std::int64_t id, const char* name, std::int64_t application, std::optional<std::string> principal) {
    update.units.push_back({.id = UnitId{id}, .name = name, .application = ApplicationId{application},
                            .machine = MachineId{1}, .principal = std::move(principal)});
    update.relation_units.push_back({.relation = RelationId{7}, .unit = UnitId{id}, .unit_name = name,
                                     .application = ApplicationId{application}, .version = id});
  };
  add(1, "web/0", 1, {});
  add(2, "web/1", 1, {});
  add(3, "nrpe/0", 2, "web/0");
  add(4, "nrpe/1", 2, "web/1");
  return update;
}

resolver::RemoteState seen_by(const AgentUpdate& update, std::int64_t unit) {
  MachineState state;
  state.apply(update, {});
  return compose_remote_state(*state.snapshot(UnitId{unit}), nullptr);
}

} // namespace

TEST_CASE("a principal and its subordinate see each other and none of their siblings", "[agent]") {
  using Members = std::map<std::string, std::int64_t>;
  CHECK(seen_by(machine(), 1).relations.at(5).members == Members{{"nrpe/0", 3}});
  CHECK(seen_by(machine(), 4).relations.at(5).members == Members{{"web/1", 2}});
}

TEST_CASE("a unit that has gone is no stranger: its bag may be read until the relation is broken", "[agent]") {
  MachineState state;
  state.apply(machine(), {});
  const auto snapshot = *state.snapshot(UnitId{3});
  CHECK(lives_with(snapshot, "web/0"));
  CHECK(is_stranger(snapshot, "web/1"));
  CHECK_FALSE(is_stranger(snapshot, "web/7"));
}

TEST_CASE("a principal knows that it has subordinates, as long as it has", "[agent]") {
  auto update = machine();
  CHECK(seen_by(update, 1).has_subordinates);
  CHECK_FALSE(seen_by(update, 3).has_subordinates);
  update.units.erase(update.units.begin() + 2);
  CHECK_FALSE(seen_by(update, 1).has_subordinates);
}

TEST_CASE("a relation is foreign to a subordinate unless its principal or a neighbour is on the other side", "[agent]") {
  auto update = machine();
  CHECK_FALSE(seen_by(update, 3).relations.at(5).foreign);
  update.applications.push_back({.id = ApplicationId{3}, .name = "log"});
  update.relations[0].ends[1] = {ApplicationId{3}, "log", site, 5};
  CHECK(seen_by(update, 3).relations.at(5).foreign);
  update.units.push_back({.id = UnitId{9}, .name = "log/0", .application = ApplicationId{3}, .machine = MachineId{1},
                          .principal = "web/0"});
  CHECK_FALSE(seen_by(update, 3).relations.at(5).foreign);
  CHECK(seen_by(update, 4).relations.at(5).foreign); // beside the other principal
}
