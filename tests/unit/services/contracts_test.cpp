#include "services/contracts.h"

#include "core/error.h"
#include "services/relate.h"
#include "store/agent_view.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

using Files = std::map<std::string, std::string>;

constexpr auto store_v1 = "interface: store\nversion: 1\nprovider: {unit: {properties: {port: {type: integer}}, required: [port]},"
                          " application: {required: [name]}}\n"
                          "events: {up: {publisher: provider, when: {required: [port]}}}\n";
constexpr auto store_v2 = "interface: store\nversion: 2\nprovider: {unit: {required: [address]}}\n";

struct ContractModel : SmallModel {
  /// `contracts`: of charm.yaml.
  std::string add(const std::string& name, const std::string& endpoints, const std::string& versions = "",
                  const Files& brought = {}) {
    charm::CharmFiles files{{"metadata.yaml", "name: " + name + "\nsummary: s\ndescription: d\n" + endpoints}};
    if (!versions.empty()) files["charm.yaml"] = "contracts: " + versions + "\n";
    for (const auto& [path, text] : brought) files["schemas/interfaces/" + path] = text;
    return add_charm_files(files);
  }
  std::vector<InterfacePromise> promises() {
    return read([&](auto& tx) { return services::promise_reports(tx, model, std::nullopt); });
  }
  std::string pinned(std::int64_t number) {
    return read([&](auto& tx) {
      const auto relation = store::relations::find_by_number(tx, model, number);
      const auto contract = store::contracts::of_relation(tx, relation->id);
      return contract ? contract->interface + " " + std::to_string(contract->version) : "";
    });
  }
};

const std::string provides_store = "provides: {db: store}\n";
const std::string requires_store = "requires: {db: store}\n";

} // namespace

TEST_CASE("a charm that brings a contract which is none is refused with file and place", "[services]") {
  struct Case {
    std::string versions;
    Files brought;
    std::string reason;
  };
  const auto bad = GENERATE(values<Case>({
      {"", {{"store/v1.yaml", "interface: store\nversion: 1\nprovider: {unit: {type: 5}}\n"}},
       "schemas/interfaces/store/v1.yaml: contract: provider.unit: is no schema of a bag"},
      {"", {{"store/v1.yaml", "[1"}}, "schemas/interfaces/store/v1.yaml: yaml: line"},
      {"", {{"store/v3.yaml", store_v1}}, "it is version 1 of interface \"store\": its place is schemas/interfaces/store/v1.yaml"},
      {"", {{"mysql/v1.yaml", "interface: mysql\nversion: 1\n"}}, "version 1 of interface \"mysql\" is known and says something else"},
      {"{db: 7}", {{"store/v1.yaml", store_v1}}, "contracts.db: there is no version 7 of interface \"store\""},
      {"{nothing: 1}", {}, "charm: contracts.nothing: the charm has no endpoint \"nothing\""},
      {"{db: [x]}", {}, "expected int"},
      {"{db: []}", {}, "expected at least one version"},
  }));
  ContractModel model;
  const auto revision = model.revision();
  CHECK_THROWS_WITH(model.add("keeper", provides_store, bad.versions, bad.brought), Catch::Contains(bad.reason));
  CHECK(model.revision() == revision);
}

TEST_CASE("a relation is made under the newest version that both sides speak", "[services]") {
  struct Case {
    std::string provider;
    std::string requirer;
    std::string pinned;
  };
  const auto each = GENERATE(values<Case>({
      {"", "", "store 2"}, {"{db: 1}", "", "store 1"}, {"", "{db: [1]}", "store 1"}, {"{db: [1, 2]}", "{db: [2]}", "store 2"},
  }));
  ContractModel model;
  model.deploy(model.add("keeper", provides_store, each.provider, {{"store/v1.yaml", store_v1}, {"store/v2.yaml", store_v2}}));
  model.deploy(model.add("asker", requires_store, each.requirer, {{"store/v1.yaml", store_v1}, {"store/v2.yaml", store_v2}}));
  CHECK(model.pinned(model.relate("asker", "keeper").number) == each.pinned);
}

TEST_CASE("sides that speak no common version are not related, before any hook", "[services]") {
  ContractModel model;
  model.deploy(model.add("keeper", provides_store, "{db: 1}", {{"store/v1.yaml", store_v1}}));
  model.deploy(model.add("asker", requires_store, "{db: [2]}", {{"store/v2.yaml", store_v2}}));
  const auto revision = model.revision();
  CHECK_THROWS_WITH(model.relate("asker", "keeper"),
                    "cannot add relation \"asker:db keeper:db\": interface \"store\": asker:db speaks version 2, "
                    "keeper:db speaks version 1");
  CHECK(model.revision() == revision);
}

TEST_CASE("two charms that bring one version with different texts are not related", "[services]") {
  ContractModel model;
  model.deploy(model.add("keeper", provides_store, "", {{"store/v1.yaml", store_v1}}));
  model.deploy(model.add("asker", requires_store, "", {{"store/v1.yaml", std::string(store_v1) + "summary: other\n"}}));
  CHECK_THROWS_WITH(model.relate("asker", "keeper"), Catch::Contains("both charms bring version 1 of it"));
}

TEST_CASE("an interface without a contract is related as ever, and nobody has promised anything", "[services]") {
  ContractModel model;
  model.deploy(model.add("keeper", "provides: {db: unheard-of}\n"));
  model.deploy(model.add("asker", "requires: {db: unheard-of}\n"));
  CHECK(model.pinned(model.relate("asker", "keeper").number).empty());
  CHECK(model.promises().empty());
}

TEST_CASE("a promise is not given, then kept or broken as its bag changes, since when it became so", "[services]") {
  ContractModel model;
  model.deploy(model.add("keeper", provides_store, "", {{"store/v1.yaml", store_v1}}));
  model.deploy(model.add("asker", requires_store));
  const auto number = model.relate("asker", "keeper").number;
  const auto relation = model.read([&](auto& tx) { return store::relations::find_by_number(tx, model.model, number)->id; });
  CHECK(model.promises().size() == 1);
  CHECK(model.promises().front().promiser == "keeper");
  CHECK(model.promises().front().reason == "\"name\" missing");

  model.commit("keeper/0", {.enter_scope = {relation}});
  REQUIRE(model.promises().size() == 2);
  const auto of_unit = [&] { return model.promises().at(1); };
  CHECK(of_unit().keeping == PromiseKeeping::not_given);
  const auto write = [&](const std::string& port) {
    model.clock.advance_ms(10'000);
    model.commit("keeper/0", {.settings = {{.relation = relation, .changes = {{"port", port}}}}});
  };
  write("80");
  const auto since = of_unit().since_ms;
  CHECK(of_unit().keeping == PromiseKeeping::kept);
  write("81");
  CHECK(of_unit().since_ms == since);
  write("eighty");
  CHECK(of_unit().keeping == PromiseKeeping::broken);
  CHECK(of_unit().reason == "\"port\" must be of type integer");
  CHECK(of_unit().since_ms > since);
  model.commit("keeper/0", {.leave_scope = {relation}});
  CHECK(model.promises().size() == 1);
}

TEST_CASE("events are reported for who is told, with publisher, state and whether the charm has a program", "[services]") {
  ContractModel model;
  model.deploy(model.add("keeper", provides_store, "", {{"store/v1.yaml", store_v1}}));
  model.deploy(model.add("asker", requires_store));
  const auto number = model.relate("asker", "keeper").number;
  const auto relation = model.read([&](auto& tx) { return store::relations::find_by_number(tx, model.model, number)->id; });
  model.commit("keeper/0", {.enter_scope = {relation}});
  const auto events = [&](std::optional<std::string> application = std::nullopt) {
    return model.read([&](auto& tx) { return services::event_reports(tx, model.model, application); });
  };
  REQUIRE(events().size() == 1);
  CHECK(events().front().event == "db-up");
  CHECK(events().front().application == "asker");
  CHECK(events().front().publisher == "keeper/0");
  CHECK_FALSE(events().front().holds);
  CHECK_FALSE(events().front().handled);
  model.commit("keeper/0", {.settings = {{.relation = relation, .changes = {{"port", "1"}}}}});
  CHECK(events("asker").front().holds);
  CHECK(events("keeper").empty());
  CHECK_THROWS_WITH(events("nobody"), "application \"nobody\" not found");
}

TEST_CASE("an agent gets the contract's text with the relation", "[services]") {
  ContractModel model;
  model.deploy(model.add("keeper", provides_store, "", {{"store/v1.yaml", store_v1}}));
  model.deploy(model.add("asker", requires_store));
  model.relate("asker", "keeper");
  const auto machine = model.unit("asker/0").machine;
  const auto update = model.read([&](auto& tx) { return store::read_snapshot(tx, machine); });
  REQUIRE(update.relations.size() == 1);
  CHECK(update.relations.front().contract == store_v1);
}
