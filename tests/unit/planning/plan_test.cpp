#include "planning/plan.h"

#include "services/refresh.h"
#include "support/small_model.h"

#include <boost/describe/enum_to_string.hpp>
#include <catch2/catch.hpp>
#include <fmt/ranges.h>

using namespace periapt;

namespace {

/// Thrown to undo what was planned.
struct Undone {};

struct PlannedModel : test::SmallModel {
  /// A charm with a program for every event.
  std::string add_dispatching(const std::string& name, const std::string& endpoints = "", const std::string& config = "") {
    charm::CharmFiles files{{"metadata.yaml", "name: " + name + "\nsummary: s\ndescription: d\n" + endpoints}};
    if (!config.empty()) files["config.yaml"] = config;
    auto charm = charm::parse_charm(files, charm::CharmOrigin::archive);
    charm.dispatches = true;
    const auto sha256 = std::string(64, 'a');
    write_file_atomically(archives / sha256, "archive");
    return write([&](auto& tx) {
             return services::add_charm(tx, model, charm, {archives.path(), sha256, 7}, "", clock.wall_ms());
           }).url;
  }

  Plan plan(const std::function<void(store::WriteTransaction&)>& request) {
    Plan plan;
    try {
      write([&](store::WriteTransaction& tx) {
        const auto before = planning::picture_of(tx, model);
        request(tx);
        plan = planning::plan_between(before, planning::picture_of(tx, model));
        throw Undone{};
      });
    } catch (const Undone&) {
    }
    return plan;
  }
  Plan plan_deploy(const std::string& url, const std::string& name = "app") {
    return plan([&](auto& tx) { services::deploy(tx, model, {.charm_url = url, .application = name}, clock.wall_ms()); });
  }
  Plan plan_relate(const std::string& left, const std::string& right) {
    return plan([&](auto& tx) { services::relate(tx, model, left, right, clock.wall_ms()); });
  }
  Plan plan_remove_unit(const std::string& unit) {
    return plan([&](auto& tx) { services::remove_units(tx, model, {.names = {unit}}, clock.wall_ms()); });
  }

  /// Deployed, and its one unit has entered its relations.
  void run(const std::string& url, const std::string& name) {
    deploy(url, {.application = name});
    start(name + "/0");
  }
};

/// "+ unit app/0"
std::vector<std::string> told(const Plan& plan) {
  std::vector<std::string> lines;
  for (const auto& change : plan.changes)
    lines.push_back(fmt::format("{} {} {}", boost::describe::enum_to_string(change.effect, ""), change.kind, change.name));
  return lines;
}

std::string hooks_of(const Plan& plan, const std::string& unit) {
  for (const auto& one : plan.hooks)
    if (one.unit == unit) return fmt::format("{}", fmt::join(one.hooks, ", "));
  return {};
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("a plan leaves nothing behind", "[planning]") {
  PlannedModel model;
  const auto url = model.add_dispatching("app");
  const auto revision = model.revision();
  CHECK_FALSE(model.plan_deploy(url).changes.empty());
  CHECK(model.revision() == revision);
  CHECK_FALSE(model.find_application("app"));
}

TEST_CASE("a deployment comes with its unit, its machine and its first hooks", "[planning]") {
  PlannedModel model;
  const auto plan = model.plan_deploy(model.add_dispatching("app", "peers: {ring: ring}\n"));
  CHECK(told(plan) == Lines{"add application app", "add unit app/0", "add machine 0", "add relation app:ring"});
  CHECK(hooks_of(plan, "app/0") == "install, ring-relation-created, leader-elected, config-changed, start");
}

TEST_CASE("only hooks that the charm has a program for are told", "[planning]") {
  PlannedModel model;
  const auto plan = model.plan_deploy(model.add_charm("app"));
  CHECK(told(plan) == Lines{"add application app", "add unit app/0", "add machine 0"});
  CHECK(plan.hooks.empty());
}

TEST_CASE("a relation makes both sides see each other", "[planning]") {
  PlannedModel model;
  model.run(model.add_dispatching("blog", "requires: {db: mysql}\n"), "blog");
  model.run(model.add_dispatching("base", "provides: {server: mysql}\n"), "base");
  const auto plan = model.plan_relate("blog", "base");
  CHECK(told(plan) == Lines{"add relation blog:db base:server"});
  CHECK(hooks_of(plan, "blog/0") == "db-relation-created, db-relation-joined base/0, db-relation-changed base/0");
  CHECK(hooks_of(plan, "base/0") == "server-relation-created, server-relation-joined blog/0, server-relation-changed blog/0");
}

TEST_CASE("whoever goes leaves its relations, and the others see it depart", "[planning]") {
  PlannedModel model;
  model.run(model.add_dispatching("blog", "requires: {db: mysql}\n"), "blog");
  model.run(model.add_dispatching("base", "provides: {server: mysql}\n"), "base");
  model.relate("blog", "base");
  model.start("blog/0");
  model.start("base/0");
  const auto plan = model.plan_remove_unit("base/0");
  CHECK(hooks_of(plan, "base/0") == "server-relation-departed blog/0, server-relation-broken, stop, remove");
  CHECK(hooks_of(plan, "blog/0") == "db-relation-departed base/0");
}

TEST_CASE("a new unit among others meets each of them; a leader that goes has a successor", "[planning]") {
  PlannedModel model;
  model.deploy(model.add_dispatching("app", "peers: {ring: ring}\n"), {.application = "app", .num_units = 2});
  model.start("app/0");
  model.start("app/1");
  model.claim("app/0");
  const auto grown = model.plan([&](auto& tx) { services::add_units(tx, model.model, {.application = "app", .num_units = 1}, model.clock.wall_ms()); });
  CHECK(hooks_of(grown, "app/0") == "ring-relation-joined app/2, ring-relation-changed app/2");
  CHECK(hooks_of(grown, "app/2") == "install, ring-relation-created, leader-settings-changed, config-changed, start, "
                                    "ring-relation-joined app/0, ring-relation-changed app/0, "
                                    "ring-relation-joined app/1, ring-relation-changed app/1");
  const auto shrunk = model.plan_remove_unit("app/0");
  CHECK(hooks_of(shrunk, "app/1") == "leader-elected, ring-relation-departed app/0");
}

TEST_CASE("settings are told with what they were; the same value again is no change", "[planning]") {
  PlannedModel model;
  model.run(model.add_dispatching("app", "", "options:\n  port: {type: int, default: 80, description: p}\n"), "app");
  const auto set = [&](const std::string& value) {
    return model.plan([&](auto& tx) { services::configure(tx, model.model, "app", {{{"port", value}}, {}}); });
  };
  const auto plan = set("81");
  REQUIRE(plan.changes.size() == 1);
  CHECK(plan.changes[0].details == Lines{"port: (default) -> 81"});
  CHECK(hooks_of(plan, "app/0") == "config-changed");
  model.configure("app", {{"port", "81"}});
  CHECK(set("81").changes.empty());
}

TEST_CASE("another charm makes every unit upgrade", "[planning]") {
  PlannedModel model;
  model.run(model.add_dispatching("app"), "app");
  const auto url = model.add_dispatching("app");
  const auto plan = model.plan(
      [&](auto& tx) { services::refresh(tx, model.model, "app", {.charm_url = url}, model.clock.wall_ms()); });
  REQUIRE(plan.changes.size() == 1);
  CHECK(plan.changes[0].details == Lines{"charm: local:app-0 -> local:app-1"});
  CHECK(hooks_of(plan, "app/0") == "upgrade-charm, config-changed");
}

TEST_CASE("a unit in error is named: its hooks wait", "[planning]") {
  PlannedModel model;
  model.run(model.add_dispatching("app", "", "options:\n  port: {type: int, default: 80, description: p}\n"), "app");
  model.commit("app/0", {.agent_status = StatusWrite{"error", "hook failed: \"start\""}});
  const auto plan = model.plan([&](auto& tx) { services::configure(tx, model.model, "app", {{{"port", "1"}}, {}}); });
  REQUIRE(plan.conflicts.size() == 1);
  CHECK_THAT(plan.conflicts[0], Catch::StartsWith("app/0 is in error (hook failed: \"start\")"));
}
