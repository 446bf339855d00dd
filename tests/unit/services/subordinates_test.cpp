// Subordinate units: when they come and go, and who sees whom. Rule: contract/hooks.md 5.8 and 15.
#include "support/small_model.h"

#include "services/lifecycle.h"
#include "services/unit_services.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

/// Two units of web, each started; nrpe, a subordinate, deployed and related as relation 0 unless told otherwise.
struct Pair : SmallModel {
  explicit Pair(bool related = true) {
    deploy(add_charm("web", "provides: {site: http}\n"), {.num_units = 2});
    deploy(add_charm("nrpe", "subordinate: true\nrequires: {host: {interface: juju-info, scope: container}, "
                             "site: {interface: http, scope: container}}\npeers: {ring: r}\n"));
    if (related) host = relate("nrpe:host", "web").number;
    start("web/0");
    start("web/1");
  }
  /// The unit enters this one relation.
  CommitAnswer enter(const std::string& name, std::int64_t number) {
    return commit(name, {.enter_scope = {find_relation(number)->id}});
  }
  std::size_t units_of(const std::string& application) {
    return read([&](auto& tx) { return store::units::of_application(tx, find_application(application)->id).size(); });
  }
  std::int64_t host = 0;
};

} // namespace

TEST_CASE("a subordinate has no units of its own and cannot be scaled or placed", "[services]") {
  Pair model(false);
  CHECK(model.units_of("nrpe") == 0);
  const auto url = model.add_charm("log", "subordinate: true\nrequires: {host: {interface: juju-info, scope: container}}\n");
  const auto refusal = "cannot use --num-units or --to with subordinate application";
  CHECK_THROWS_WITH(model.deploy(url, {.num_units = 2}), refusal);
  CHECK_THROWS_WITH(model.deploy(url, {.to = {"0"}}), refusal);
  CHECK_THROWS_WITH(model.write([&](auto& tx) {
    return services::add_units(tx, model.model, {.application = "nrpe", .num_units = 1}, model.clock.wall_ms());
  }), "cannot add unit 1/1 to application \"nrpe\": cannot add units: application is a subordinate");
}

TEST_CASE("a principal's unit that enters gets one subordinate on its machine", "[services]") {
  Pair model;
  const auto nrpe = model.unit("nrpe/0");
  CHECK(nrpe.principal == model.unit("web/0").id);
  CHECK(nrpe.machine == model.unit("web/0").machine);
  CHECK(model.unit("nrpe/1").principal == model.unit("web/1").id);
  model.start("nrpe/0");

  const auto second = model.relate("nrpe:site", "web").number;
  CHECK(model.enter("web/0", second).accepted);
  CHECK(model.units_of("nrpe") == 2);
}

TEST_CASE("a relation with another application than the principal's is not entered", "[services]") {
  Pair model;
  model.deploy(model.add_charm("other"));
  const auto foreign = model.relate("nrpe:host", "other").number;
  const auto answer = model.enter("nrpe/0", foreign);
  CHECK_FALSE(answer.accepted);
  CHECK(answer.reason == "relation \"nrpe:host other:juju-info\" is not of the unit's principal");
}

TEST_CASE("two subordinates of one principal may be related to each other", "[services]") {
  Pair model;
  model.deploy(model.add_charm("log", "subordinate: true\nrequires: {host: {interface: juju-info, scope: container}}\n"
                                      "provides: {site: {interface: http, scope: container}}\n"));
  const auto among = model.relate("nrpe:site", "log").number;
  CHECK_FALSE(model.enter("nrpe/0", among).accepted);
  model.enter("web/0", model.relate("log:host", "web").number);
  CHECK(model.unit("log/0").principal == model.unit("web/0").id);
  CHECK(model.enter("nrpe/0", among).accepted);
  CHECK_FALSE(model.enter("nrpe/1", among).accepted); // log has no unit there
  CHECK(model.units_of("log") == 1);
}

TEST_CASE("in a container-scoped relation a unit reads its own counterpart and nobody else", "[services]") {
  Pair model;
  model.start("nrpe/0");
  model.start("nrpe/1");
  const auto relation = model.find_relation(model.host)->id;
  for (const char* unit : {"web/0", "nrpe/1"})
    model.commit(unit, {.settings = {{.relation = relation, .changes = {{"k", unit}}}}});
  const auto read = [&](const std::string& asking, const std::string& of) {
    const auto id = model.unit(asking).id;
    return model.read([&](auto& tx) { return services::read_unit_bag(tx, id, relation, of); }).settings;
  };
  CHECK(read("nrpe/0", "web/0").at("k") == "web/0");
  CHECK(read("web/1", "nrpe/1").at("k") == "nrpe/1");
  CHECK_THROWS_WITH(read("nrpe/0", "web/1"), "permission denied");
  CHECK_THROWS_WITH(read("nrpe/0", "nrpe/1"), "permission denied");
  CHECK_THROWS_WITH(read("web/0", "web/1"), "permission denied");
}

TEST_CASE("subordinates are marked dying with their principal, which ends after them", "[services]") {
  Pair model;
  model.start("nrpe/0");
  model.start("nrpe/1");
  model.remove_unit("web/0");
  CHECK(model.unit("nrpe/0").life == Life::dying);
  CHECK(model.unit("nrpe/1").life == Life::alive);
  const auto early = model.commit("web/0", {.dead = true});
  CHECK_FALSE(early.accepted);
  CHECK(early.reason == "the unit still has subordinates");
  CHECK(model.commit("nrpe/0", {.dead = true}).accepted);
  CHECK(model.commit("web/0", {.dead = true}).accepted);
  CHECK_FALSE(model.find_unit("web/0"));
}

TEST_CASE("a principal that was removed by force takes its subordinates along", "[services]") {
  Pair model;
  model.start("nrpe/0");
  model.remove_unit("web/0", true);
  model.clock.advance_ms(services::forced_removal_grace_ms);
  model.write([&](auto& tx) { return services::enforce_removal_deadlines(tx, model.clock.wall_ms()); });
  CHECK_FALSE(model.find_unit("web/0"));
  CHECK_FALSE(model.find_unit("nrpe/0"));
}

TEST_CASE("a subordinate stays while one relation with its principal's application is alive", "[services]") {
  Pair model;
  model.start("nrpe/0");
  const auto second = model.relate("nrpe:site", "web").number;
  model.enter("web/0", second);
  model.remove_relation("nrpe:host", "web");
  CHECK(model.unit("nrpe/0").life == Life::alive);
  model.remove_relation("nrpe:site", "web");
  CHECK(model.unit("nrpe/0").life == Life::dying);
}

TEST_CASE("a new subordinate waits until the old one has gone", "[services]") {
  Pair model;
  model.start("nrpe/0");
  model.remove_relation("nrpe:host", "web");
  const auto again = model.relate("nrpe:site", "web").number;
  const auto answer = model.enter("web/0", again);
  CHECK_FALSE(answer.accepted);
  CHECK(answer.reason == "subordinate unit \"nrpe/0\" is still being removed");
  model.commit("nrpe/0", {.dead = true});
  CHECK(model.enter("web/0", again).accepted);
  CHECK(model.unit("nrpe/2").principal == model.unit("web/0").id);
}

TEST_CASE("a subordinate's unit is removed through its relation only", "[services]") {
  Pair model;
  const auto plans = model.remove_unit("nrpe/0");
  REQUIRE(plans.at(0).error);
  CHECK(*plans[0].error == "unit \"nrpe/0\" is a subordinate, to remove use remove-relation. Note: this will remove "
                           "all units of \"nrpe\"");
}

TEST_CASE("removing either application ends the subordinates", "[services]") {
  Pair model;
  model.start("nrpe/0");
  const auto application = GENERATE(as<std::string>(), "web", "nrpe");
  model.remove_application(application);
  CHECK(model.unit("nrpe/0").life == Life::dying);
  CHECK_FALSE(model.find_unit("nrpe/1")); // never reported
}

TEST_CASE("goal state leaves out subordinates of others, and a subordinate's own siblings", "[services]") {
  Pair model;
  const auto goal_of = [&](const std::string& unit) {
    const auto id = model.unit(unit).id;
    return model.read([&](auto& tx) { return services::goal_state(tx, id); });
  };
  const auto of_web = goal_of("web/0");
  CHECK(of_web.units.size() == 2);
  REQUIRE(of_web.relations.size() == 1);
  REQUIRE(of_web.relations[0].members.size() == 2); // the application and the one beside
  CHECK(of_web.relations[0].members[1].name == "nrpe/0");
  CHECK(goal_of("nrpe/0").units.empty());
}

TEST_CASE("a subordinate's charm must know its principal's base", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("web", "series: [noble]\n"));
  model.deploy(model.add_charm("old", "series: [jammy]\nsubordinate: true\n"
                                      "requires: {host: {interface: juju-info, scope: container}}\n"));
  CHECK_THROWS_WITH(model.relate("old", "web"), "cannot add relation \"old:host web:juju-info\": principal and "
                                                "subordinate applications' bases must match");
}
