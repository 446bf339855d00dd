// Two models of one controller, and a relation over an offer between them.
#include "services/remote_applications.h"

#include "services/offers.h"
#include "services/grants.h"
#include "services/reports.h"
#include "services/suspension.h"
#include "services/users.h"
#include "store/agent_view.h"
#include "support/small_model.h"
#include "support/whole_status.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

/// `db` offered by the model "shop"; `wiki` in the model "site".
struct TwoModels : SmallModel {
  TwoModels() {
    deploy(add_charm("db", "provides: {sql: {interface: mysql}, log: {interface: log}}\nrequires: {disk: {interface: disk}}\n"
                           "peers: {ring: {interface: ring}}\n"));
    site = write([&](auto& tx) {
             return services::add_model(tx, {"site", "6d0c8a3e-0000-4000-8000-000000000002", {}}, 1);
           }).id;
    std::swap(model, site);
    deploy(add_charm("wiki", "requires: {db: {interface: mysql}, logs: {interface: log}}\n"));
    std::swap(model, site);
  }

  void offer(const std::vector<std::string>& endpoints = {"sql"}, const std::string& name = "mysql") {
    write([&](auto& tx) { services::make_offer(tx, model, {"db", endpoints, name}); });
  }
  std::string consume(const std::string& name = "", const std::string& offer = "mysql", const std::string& user = "admin") {
    return write([&](auto& tx) {
      return services::consume(tx, site, {"admin", "shop", offer, name, "local:admin/shop." + offer, services::find_user(tx, user)});
    });
  }
  services::Related relate_in_site(const std::string& left, const std::string& right) {
    return write([&](auto& tx) { return services::relate(tx, site, left, right, 1); });
  }
  StatusReport status_of(ModelId id) {
    const services::Presence presence(0);
    return read([&](auto& tx) { return test::whole_status(tx, id, presence, 0, {}); });
  }
  RelationEntity relation_on(MachineId machine) {
    const auto update = read([&](auto& tx) { return store::read_snapshot(tx, machine); });
    for (const auto& relation : update.relations)
      if (relation.ends.size() == 2) return relation;
    return {};
  }

  ModelId site;
};

} // namespace

TEST_CASE("what cannot be offered or consumed is refused", "[services]") {
  TwoModels model;
  CHECK_THROWS_WITH(model.offer({"nothing"}), Catch::Contains("endpoint \"nothing\" not found"));
  CHECK_THROWS_WITH(model.offer({"ring"}), Catch::Contains("is not for other models"));
  CHECK_THROWS_WITH(model.offer({}), Catch::Contains("no endpoints"));
  CHECK_THROWS_WITH(model.offer({"sql"}, "Big"), Catch::Contains("invalid application name"));
  CHECK_THROWS_WITH(model.consume(), "application offer \"admin/shop.mysql\" not found");
  model.offer();
  CHECK_THROWS_WITH(model.consume("wiki"), Catch::Contains("application already exists"));
  model.offer({"sql"}, "other");
  CHECK(model.consume("saas") == "saas");
  CHECK(model.consume("saas") == "saas");
  CHECK_THROWS_WITH(model.consume("saas", "other"), Catch::Contains("saas application already exists"));
}

TEST_CASE("only what is offered may be related", "[services]") {
  TwoModels model;
  model.offer({"sql"});
  model.consume();
  CHECK_THROWS_WITH(model.relate_in_site("wiki:logs", "mysql"), "no relations found");
  CHECK_THROWS_WITH(model.relate_in_site("mysql", "mysql"), Catch::Contains("both are saas applications"));
  CHECK(model.relate_in_site("wiki", "mysql").key == "wiki:db mysql:sql");
  CHECK_THROWS_WITH(model.relate_in_site("mysql", "wiki"), Catch::Contains("already exists"));
  model.offer({"sql", "log"});
  CHECK(model.relate_in_site("wiki:logs", "mysql").key == "wiki:logs mysql:log");
}

TEST_CASE("each side knows the other by a name and a number of its own", "[services]") {
  TwoModels model;
  model.offer();
  model.consume("saas");
  model.relate_in_site("wiki", "saas");
  const auto db = model.unit("db/0");
  std::swap(model.model, model.site);
  const auto wiki = model.unit("wiki/0");
  std::swap(model.model, model.site);

  const auto here = model.relation_on(wiki.machine), there = model.relation_on(db.machine);
  CHECK((here.ends[0].application_name == "wiki" && here.ends[1].application_name == "saas"));
  CHECK(here.ends[1].number == 0);
  CHECK(there.ends[1].application_name == "db");
  CHECK(there.ends[0].application_name.starts_with("remote-r"));
  CHECK(there.ends[0].number == 1); // the peers' relation has the first
  CHECK(is_valid_application_name(there.ends[0].application_name));
  const auto uuid_of = [&](ModelId id) { return model.read([&](auto& tx) { return store::models::get(tx, id).uuid; }); };
  CHECK(here.remote_model == uuid_of(model.model));
  CHECK(there.remote_model == uuid_of(model.site));
  CHECK_FALSE(model.read([&](auto& tx) { return store::read_snapshot(tx, db.machine); }).relations[0].remote_model); // peers

  model.start("db/0");
  const auto update = model.read([&](auto& tx) { return store::read_snapshot(tx, wiki.machine); });
  const auto member = std::find_if(update.relation_units.begin(), update.relation_units.end(),
                                   [&](const auto& one) { return one.unit == db.id; });
  REQUIRE(member != update.relation_units.end());
  CHECK(member->unit_name == "saas/0");
}

TEST_CASE("status shows offers with their connections, and what is consumed", "[services]") {
  TwoModels model;
  model.offer({"sql"});
  model.consume("saas");
  model.relate_in_site("wiki", "saas");
  const auto offers = model.status_of(model.model).offers;
  REQUIRE(offers.size() == 1);
  CHECK((offers[0].name == "mysql" && offers[0].connections == 1 && offers[0].active_connections == 0));
  const auto status = model.status_of(model.site);
  REQUIRE(status.remote_applications.size() == 1);
  CHECK(status.remote_applications[0].url == "local:admin/shop.mysql");
  CHECK(status.remote_applications[0].status->current == "waiting");
  REQUIRE(status.relations.size() == 1);
  CHECK(status.relations[0].ends[1].application == "saas");
}

TEST_CASE("an offer goes without connections, or with them by force; the saas application then knows", "[services]") {
  TwoModels model;
  model.offer();
  model.consume("saas");
  model.relate_in_site("wiki", "saas");
  const auto remove = [&](bool force) {
    model.write([&](auto& tx) { services::remove_offer(tx, model.model, "mysql", force, 1); });
  };
  CHECK_THROWS_WITH(remove(false), Catch::Contains("still has 1 relations"));
  remove(true);
  CHECK_THROWS_WITH(remove(true), "application offer \"admin/shop.mysql\" not found");
  CHECK(model.status_of(model.site).relations.empty());
  CHECK_FALSE(model.status_of(model.site).remote_applications[0].status);
  CHECK_THROWS_WITH(model.relate_in_site("wiki", "saas"), Catch::Contains("its offer is gone"));
}

TEST_CASE("a saas application goes when its last relation has gone", "[services]") {
  TwoModels model;
  model.offer();
  model.consume("saas");
  model.relate_in_site("wiki", "saas");
  std::swap(model.model, model.site);
  model.start("wiki/0");
  const auto remove = [&] {
    model.write([&](auto& tx) { services::remove_remote_application(tx, model.model, "saas", false, 1); });
  };
  remove();
  CHECK(model.status_of(model.model).remote_applications[0].life == Life::dying);
  CHECK_THROWS_WITH(model.relate("wiki", "saas"), Catch::Contains("it is being removed"));
  const auto relation = model.relations_of(model.find_application("wiki")->id).at(0).id;
  model.commit("wiki/0", {.leave_scope = {relation}});
  CHECK(model.status_of(model.model).remote_applications.empty());
  CHECK_THROWS_WITH(remove(), "saas application \"saas\" not found");
}

TEST_CASE("an offer is consumed by who was granted it, and unknown to others", "[services]") {
  TwoModels model;
  model.offer();
  model.write([](auto& tx) { services::add_user(tx, {"bob", "", ""}, 1); });
  const auto grant = [&](const std::string& level) {
    model.write([&](auto& tx) {
      const auto offer = store::offers::find(tx, model.model, "mysql");
      services::change_offer_access(tx, offer->id, {"bob", level, false}, 1);
    });
  };
  CHECK_THROWS_WITH(model.consume("saas", "mysql", "bob"), "application offer \"admin/shop.mysql\" not found");
  grant("read");
  CHECK_THROWS_WITH(model.consume("saas", "mysql", "bob"), "permission denied (unauthorized access)");
  grant("consume");
  CHECK(model.consume("saas", "mysql", "bob") == "saas");
}

TEST_CASE("only the model that offers suspends a relation, and only one over its offer", "[services]") {
  TwoModels model;
  model.offer();
  model.consume();
  const auto there = model.relate_in_site("wiki", "mysql").number;
  const auto here = model.find_application("db")->id;
  const auto number = model.relations_of(here).back().end_of(here)->number;
  const auto suspend = [&](ModelId viewer, std::vector<std::int64_t> relations, bool suspended) {
    model.write([&](auto& tx) { services::set_suspended(tx, viewer, {std::move(relations), suspended, "unpaid"}, 5); });
  };
  CHECK_THROWS_WITH(suspend(model.site, {there}, true), Catch::Contains("does not run over an offer of this model"));
  CHECK_THROWS_WITH(suspend(model.model, {77}, true), "relation 77 not found");
  CHECK_THROWS(suspend(model.model, {number, 77}, true));
  CHECK_FALSE(model.find_relation(number)->suspended);

  suspend(model.model, {number}, true);
  CHECK(model.find_relation(number)->suspended);
  CHECK(model.find_relation(number)->status == "suspended");
  const auto reason = [&] { return model.read([&](auto& tx) { return services::offers_of_model(tx, model.model); }).at(0).connections.at(0).status.message; };
  CHECK(reason() == "unpaid");
  suspend(model.model, {number}, false);
  CHECK(model.find_relation(number)->status == "joining");
  CHECK(reason().empty());
}
