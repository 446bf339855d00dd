#include "services/why.h"

#include "services/contracts.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;

namespace {

constexpr auto store_contract = "interface: store\nversion: 1\nprovider: {unit: {properties: {port: {type: integer}}, required: [port]}}\n";

struct PuzzledModel : test::SmallModel {
  services::Presence presence{clock.boot_ms()};

  UnitExplanation explain(const std::string& unit) {
    return read([&](auto& tx) { return services::explain(tx, model, presence, clock.boot_ms(), unit); }).units.at(0);
  }
  /// "0 hook-failed mariadb/0", one a line.
  std::string chain(const std::string& unit) {
    std::string text;
    for (const auto& cause : explain(unit).causes)
      text += fmt::format("{}{} {} {}", text.empty() ? "" : "\n", cause.depth, cause.kind, cause.about);
    return text;
  }
  void started(const std::string& name) {
    write([&](auto& tx) {
      const auto machine = store::machines::get(tx, unit(name).machine);
      store::machines::set_agent_status(tx, machine, "started", clock.wall_ms());
    });
    start(name);
    says(name, "active");
  }
  void says(const std::string& name, const std::string& status, const std::string& message = "") {
    commit(name, {.workload_status = StatusWrite{status, message}, .agent_status = StatusWrite{"idle", ""}});
  }
  void deploy_store() {
    deploy(add_charm("blog", "requires: {db: store, extra: {interface: store, optional: true}}\n"));
    deploy(add_charm_files({{"metadata.yaml", "name: keeper\nsummary: s\ndescription: d\nprovides: {db: store}\n"},
                            {"schemas/interfaces/store/v1.yaml", store_contract}}));
    started("blog/0");
    started("keeper/0");
  }
};

} // namespace

TEST_CASE("a unit that is active and idle has nothing to explain", "[services]") {
  PuzzledModel model;
  model.deploy(model.add_charm("solo"));
  model.started("solo/0");
  CHECK(model.chain("solo/0").empty());
}

TEST_CASE("a hook in error is the cause, and says what to do", "[services]") {
  PuzzledModel model;
  model.deploy(model.add_charm("solo"));
  model.started("solo/0");
  model.commit("solo/0", {.agent_status = StatusWrite{"error", "hook failed: \"config-changed\""}});
  const auto explanation = model.explain("solo/0");
  CHECK(explanation.workload.current == "error");
  REQUIRE(explanation.causes.size() == 1);
  CHECK(explanation.causes[0].kind == "hook-failed");
  CHECK(explanation.causes[0].text == "hook failed: \"config-changed\"");
  CHECK(explanation.causes[0].remedy == "mend the cause, then {program} resolved solo/0");
}

TEST_CASE("a machine that does not run explains its units", "[services]") {
  PuzzledModel model;
  model.deploy(model.add_charm("solo"));
  CHECK(model.chain("solo/0") == "0 machine-pending machine 0\n0 charm-status solo/0");
  model.write([&](auto& tx) {
    const auto machine = store::machines::get(tx, model.unit("solo/0").machine);
    store::machines::set_instance_status(tx, machine, "provisioning error", "no room", 1);
  });
  CHECK(model.chain("solo/0") == "0 machine-failed machine 0\n0 charm-status solo/0");

  PuzzledModel silent;
  silent.deploy(silent.add_charm("solo"));
  silent.started("solo/0");
  silent.clock.advance_ms(51'000);
  CHECK(silent.chain("solo/0") == "0 agent-lost machine 0");
}

TEST_CASE("a unit that waits with a required endpoint free is told whom to relate it to", "[services]") {
  PuzzledModel model;
  model.deploy_store();
  model.says("blog/0", "waiting", "for a database");
  const auto causes = model.explain("blog/0").causes;
  REQUIRE(causes.size() == 2); // nothing about the optional endpoint
  CHECK(causes[0].text == "the charm says \"waiting\": for a database");
  CHECK(causes[1].kind == "relation-missing");
  CHECK(causes[1].remedy == "{program} integrate blog:db keeper:db");
}

TEST_CASE("the chain goes over a promise that was not given to the hook that failed on the other side", "[services]") {
  PuzzledModel model;
  model.deploy_store();
  model.relate("blog:db", "keeper");
  model.start("blog/0");
  model.says("blog/0", "waiting", "for a database");
  CHECK(model.chain("blog/0") == "0 charm-status blog/0\n0 not-joined relation 0");

  model.start("keeper/0");
  model.commit("keeper/0", {.agent_status = StatusWrite{"error", "hook failed: \"db-relation-joined\""}});
  CHECK(model.chain("blog/0") == "0 charm-status blog/0\n0 promise-not-given relation 0\n1 hook-failed keeper/0");
}

TEST_CASE("two units that wait for each other are each explained once", "[services]") {
  PuzzledModel model;
  model.deploy(model.add_charm("left", "requires: {a: one}\n"));
  model.deploy(model.add_charm("right", "provides: {a: one}\n"));
  model.relate("left", "right");
  for (const auto* name : {"left/0", "right/0"}) {
    model.started(name);
    model.says(name, "blocked", "by the other");
  }
  CHECK(model.chain("left/0") == "0 charm-status left/0\n0 related-unit right/0\n1 charm-status right/0");
}

TEST_CASE("without a name every unit that is not well is explained", "[services]") {
  PuzzledModel model;
  model.deploy_store();
  model.says("keeper/0", "blocked", "no disk");
  const auto all = model.read([&](auto& tx) {
    return services::explain(tx, model.model, model.presence, model.clock.boot_ms(), std::nullopt);
  });
  REQUIRE(all.units.size() == 1);
  CHECK(all.units[0].unit == "keeper/0");
  CHECK_THROWS_WITH(model.explain("keeper/7"), "unit \"keeper/7\" not found");
  CHECK_THROWS_WITH(model.explain("nobody"), "application \"nobody\" not found");
}
