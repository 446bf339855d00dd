#include "services/reports.h"

#include "core/error.h"
#include "support/small_model.h"
#include "support/whole_status.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;

namespace {

StatusReport status_of(RelatedPair& pair, const services::Presence& presence) {
  return pair.read([&](auto& tx) { return test::whole_status(tx, pair.model, presence, pair.clock.boot_ms()); });
}

} // namespace

TEST_CASE("status shows applications, units, machines and relations as they are", "[services]") {
  RelatedPair pair;
  pair.claim("wordpress/0");
  pair.commit("wordpress/0", {.workload_status = StatusWrite{"active", "ready"},
                              .agent_status = StatusWrite{"idle", ""},
                              .workload_version = "6.1",
                              .open_ports = {{PortRange::parse("443"), ""}, {PortRange::parse("80"), ""}},
                              .charm_url = "local:wordpress-0"});
  const services::Presence presence(pair.clock.boot_ms());
  const auto report = status_of(pair, presence);
  CHECK(report.model_name == "shop");
  CHECK(report.model_status.current == "available");
  CHECK(report.machines.size() == 2);
  REQUIRE(report.applications.size() == 2);
  const auto& wordpress = report.applications[1];
  CHECK(wordpress.charm_url == "local:wordpress-0");
  CHECK(wordpress.workload_version == "6.1");
  CHECK(wordpress.bindings == std::vector<std::string>{"db", "peers"});
  REQUIRE(wordpress.units.size() == 1);
  CHECK(wordpress.units[0].leader);
  CHECK(wordpress.units[0].agent_started);
  CHECK(wordpress.units[0].workload_status.message == "ready");
  CHECK(wordpress.units[0].open_ports == std::vector<std::string>{"80/tcp", "443/tcp"});
  CHECK_FALSE(wordpress.units[0].upgrading_from);
  REQUIRE(report.relations.size() == 2);
  CHECK(report.relations[1].key == "wordpress:db mariadb:server");
}

TEST_CASE("a silent agent is lost, one that never started is not", "[services]") {
  RelatedPair pair;
  pair.deploy("local:mariadb-0", {.application = "fresh"});
  services::Presence presence(pair.clock.boot_ms());
  pair.clock.advance_ms(60'000);
  presence.seen(pair.unit("mariadb/0").machine, pair.clock.boot_ms());
  const auto report = status_of(pair, presence);
  CHECK_FALSE(report.applications[0].units[0].agent_lost); // fresh
  CHECK_FALSE(report.applications[1].units[0].agent_lost); // mariadb
  CHECK(report.applications[2].units[0].agent_lost);       // wordpress
}

TEST_CASE("a unit is shown with what both sides have published", "[services]") {
  RelatedPair pair;
  pair.commit("wordpress/0", pair.write_bag({{"name", "blog"}}));
  const auto info = pair.read([&](auto& tx) { return services::unit_info(tx, pair.model, "mariadb/0"); });
  CHECK(info.charm_url == "local:mariadb-0");
  REQUIRE(info.relation_info.size() == 1);
  const auto& relation = info.relation_info[0];
  CHECK(relation.endpoint == "server");
  CHECK(relation.related_endpoint == "db");
  CHECK(relation.local_unit->in_scope);
  REQUIRE(relation.related_units.size() == 1);
  CHECK(relation.related_units[0].data.at("name") == "blog");
  CHECK_THROWS_WITH(pair.read([&](auto& tx) { return services::unit_info(tx, pair.model, "mariadb/9"); }),
                    "unit \"mariadb/9\" not found");
}

TEST_CASE("models are found by name, owner and name, or the beginning of a UUID", "[services]") {
  RelatedPair pair;
  const auto find = [&](const std::string& text) {
    return pair.read([&](auto& tx) { return services::find_model(tx, text); });
  };
  CHECK(find("shop") == pair.model);
  CHECK(find("admin/shop") == pair.model);
  CHECK(find("6d0c8a") == pair.model);
  CHECK_THROWS_WITH(find("6d0c8"), "model \"6d0c8\" not found");
  CHECK_THROWS_WITH(find("other"), "model \"other\" not found");
}

TEST_CASE("model settings that are wrong are refused, unknown ones are kept", "[services]") {
  const auto bad = GENERATE(values<std::pair<std::string, std::string>>({
      {"update-status-hook-interval", "soon"},
      {"update-status-hook-interval", "0s"},
      {"automatically-retry-hooks", "perhaps"},
      {"provisioner-harvest-mode", "some"},
      {"agent-version", "3.6.1"},
      {"charmhub-url", "http://x"},
      {"default-base", "nonsense"},
      {"relation-settings-limit-bytes", "-1"},
      {"hook-recordings", "many"},
      {"hook-recordings", "10000"},
  }));
  RelatedPair pair;
  const auto set = [&](const std::string& key, const std::string& value) {
    pair.write([&](auto& tx) { services::set_model_config(tx, pair.model, {{{key, value}}, {}}); });
  };
  CHECK_THROWS_AS(set(bad.first, bad.second), Error);
  CHECK(pair.read([&](auto& tx) { return services::model_config(tx, pair.model); }).empty());
  set("update-status-hook-interval", "1m30s");
  set("mode", "");
  CHECK(pair.read([&](auto& tx) { return services::model_config(tx, pair.model); }).size() == 2);
}

TEST_CASE("a model's name is checked and taken once", "[services]") {
  RelatedPair pair;
  const auto add = [&](const std::string& name) {
    pair.write([&](auto& tx) { return services::add_model(tx, {name, "uuid-2", {}}, 0); });
  };
  CHECK_THROWS_WITH(add("Shop"), Catch::Contains("is not a valid name"));
  CHECK_THROWS_WITH(add("shop"), "failed to create new model: model \"shop\" for admin already exists");
}
