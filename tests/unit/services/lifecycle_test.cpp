#include "services/lifecycle.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;
using periapt::test::SmallModel;

namespace {

std::vector<store::MachineRow> machines_of(SmallModel& model) {
  return model.read([&](auto& tx) { return store::machines::list(tx, model.model); });
}

void leave_and_die(RelatedPair& pair, const std::string& unit) {
  Commit leaving;
  for (const auto& relation : pair.relations_of(pair.unit(unit).application)) leaving.leave_scope.push_back(relation.id);
  pair.commit(unit, leaving);
  pair.commit(unit, {.dead = true});
}

void enforce(SmallModel& model) {
  model.write([&](auto& tx) { return services::enforce_removal_deadlines(tx, model.clock.wall_ms()); });
}

} // namespace

TEST_CASE("a unit whose agent never reported is deleted at once, and its machine dies", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"));
  model.remove_unit("app/0");
  CHECK_FALSE(model.find_unit("app/0"));
  CHECK(machines_of(model).at(0).life == Life::dying);
}

TEST_CASE("a started unit is dying until its last commit", "[services]") {
  RelatedPair pair;
  pair.remove_unit("wordpress/0");
  CHECK(pair.unit("wordpress/0").life == Life::dying);
  leave_and_die(pair, "wordpress/0");
  CHECK_FALSE(pair.find_unit("wordpress/0"));
  CHECK(pair.find_application("wordpress"));
  CHECK(pair.find_relation(pair.relation));
}

TEST_CASE("a machine dies with its last unit, not before", "[services]") {
  RelatedPair pair;
  pair.write([&](auto& tx) {
    return services::add_units(tx, pair.model, {.application = "mariadb", .to = {"0"}}, pair.clock.wall_ms());
  });
  pair.start("mariadb/1");
  leave_and_die(pair, "mariadb/0");
  CHECK(machines_of(pair).at(0).life == Life::alive);
  leave_and_die(pair, "mariadb/1");
  CHECK(machines_of(pair).at(0).life == Life::dying);
}

TEST_CASE("a removed relation is deleted when the last unit has left", "[services]") {
  RelatedPair pair;
  const auto id = pair.relation_id();
  pair.remove_relation("wordpress:db", "mariadb");
  CHECK(pair.find_relation(pair.relation)->life == Life::dying);
  pair.commit("wordpress/0", {.leave_scope = {id}});
  CHECK(pair.find_relation(pair.relation));
  pair.commit("mariadb/0", {.leave_scope = {id}});
  CHECK_FALSE(pair.find_relation(pair.relation));
}

TEST_CASE("a relation nobody has entered is deleted at once", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("wordpress", "requires: {db: mysql}\n"));
  model.deploy(model.add_charm("mariadb", "provides: {server: mysql}\n"));
  const auto number = model.relate("wordpress", "mariadb").number;
  model.remove_relation("mariadb", "wordpress");
  CHECK_FALSE(model.find_relation(number));
}

TEST_CASE("a departed unit's bag stays readable until the relation is deleted", "[services]") {
  RelatedPair pair;
  pair.commit("wordpress/0", pair.write_bag({{"name", "blog"}}));
  const auto unit = pair.unit("wordpress/0");
  leave_and_die(pair, "wordpress/0");
  const auto bag =
      pair.read([&](auto& tx) { return store::relations::unit_settings(tx, pair.relation_id(), unit.id); });
  CHECK(bag.at("name") == "blog");
}

TEST_CASE("a removed application takes its units, relations and peers, the other side first", "[services]") {
  RelatedPair pair(2);
  pair.remove_application("wordpress");
  CHECK(pair.find_application("wordpress")->life == Life::dying);
  CHECK(pair.find_relation(pair.relation)->life == Life::dying);
  leave_and_die(pair, "wordpress/0");
  leave_and_die(pair, "wordpress/1");
  CHECK(pair.find_application("wordpress")); // mariadb/0 is still in the relation
  pair.commit("mariadb/0", {.leave_scope = {pair.relation_id()}});
  CHECK_FALSE(pair.find_application("wordpress"));
  CHECK_FALSE(pair.find_relation(0));
  CHECK(pair.find_application("mariadb"));
}

TEST_CASE("a new application of an old name has units with other ids", "[services]") {
  SmallModel model;
  const auto url = model.add_charm("app");
  model.deploy(url);
  const auto before = model.unit("app/0").id;
  model.remove_application("app");
  CHECK_FALSE(model.find_application("app"));
  model.deploy(url);
  CHECK(model.unit("app/0").id.value > before.value);
}

TEST_CASE("a dead leader loses leadership at once", "[services]") {
  RelatedPair pair(2);
  const auto term = pair.claim("wordpress/0").term;
  CHECK_FALSE(pair.claim("wordpress/1").granted);
  leave_and_die(pair, "wordpress/0");
  CHECK_FALSE(pair.find_application("wordpress")->leader);
  const auto next = pair.claim("wordpress/1");
  CHECK(next.granted);
  CHECK(next.term == term + 1);
}

TEST_CASE("I12: a forced removal of a unit in error ends at once", "[services]") {
  RelatedPair pair;
  pair.commit("wordpress/0", {.agent_status = StatusWrite{"error", "hook failed: \"start\""}});
  pair.remove_unit("wordpress/0", true);
  CHECK_FALSE(pair.find_unit("wordpress/0"));
}

TEST_CASE("I12: a forced removal waits for hooks, but not for ever", "[services]") {
  RelatedPair pair;
  pair.remove_application("wordpress", true);
  pair.clock.advance_ms(services::forced_removal_grace_ms - 1);
  enforce(pair);
  CHECK(pair.find_unit("wordpress/0"));
  pair.clock.advance_ms(1);
  enforce(pair);
  CHECK_FALSE(pair.find_unit("wordpress/0"));
  CHECK_FALSE(pair.find_application("wordpress"));
  CHECK_FALSE(pair.find_relation(pair.relation)); // mariadb/0 was not waited for either
}

TEST_CASE("I12: a dying unit can still be forced", "[services]") {
  RelatedPair pair;
  pair.remove_unit("wordpress/0");
  pair.remove_unit("wordpress/0", true);
  pair.clock.advance_ms(services::forced_removal_grace_ms);
  enforce(pair);
  CHECK_FALSE(pair.find_unit("wordpress/0"));
}

TEST_CASE("a model goes when its last machine has gone", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"));
  model.write([&](auto& tx) { services::destroy_model(tx, model.model, false, 0); });
  CHECK_FALSE(model.find_application("app"));
  const auto machine = machines_of(model).at(0);
  CHECK(machine.life == Life::dying);
  model.write([&](auto& tx) {
    store::machines::remove(tx, machine);
    services::end_model_if_empty(tx, model.model);
  });
  CHECK(model.read([](auto& tx) { return services::list_models(tx); }).empty());
}

TEST_CASE("an empty model goes at once", "[services]") {
  SmallModel model;
  model.write([&](auto& tx) { services::destroy_model(tx, model.model, false, 0); });
  CHECK(model.read([](auto& tx) { return services::list_models(tx); }).empty());
}
