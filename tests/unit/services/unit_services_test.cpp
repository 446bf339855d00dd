#include "services/unit_services.h"

#include "core/error.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;

namespace {

Bag unit_bag(RelatedPair& pair, const std::string& asking, const std::string& unit) {
  const auto id = pair.unit(asking).id;
  return pair.read([&](auto& tx) { return services::read_unit_bag(tx, id, pair.relation_id(), unit); }).settings;
}

Bag application_bag(RelatedPair& pair, const std::string& asking, const std::string& application) {
  const auto id = pair.unit(asking).id;
  return pair.read([&](auto& tx) { return services::read_application_bag(tx, id, pair.relation_id(), application); })
      .settings;
}

} // namespace

TEST_CASE("units of both applications read a unit's bag, siblings by name too", "[services]") {
  RelatedPair pair(2);
  pair.commit("wordpress/0", pair.write_bag({{"name", "blog"}}));
  CHECK(unit_bag(pair, "wordpress/0", "wordpress/0").at("name") == "blog");
  CHECK(unit_bag(pair, "wordpress/1", "wordpress/0").at("name") == "blog");
  CHECK(unit_bag(pair, "mariadb/0", "wordpress/0").at("name") == "blog");
}

TEST_CASE("I10: a bag of another relation is not found, a stranger's is denied, one that never was says so",
          "[services]") {
  RelatedPair pair;
  pair.deploy(pair.add_charm("stranger"));
  CHECK_THROWS_WITH(unit_bag(pair, "stranger/0", "wordpress/0"), "relation not found");
  CHECK_THROWS_WITH(unit_bag(pair, "wordpress/0", "stranger/0"), "permission denied");
  CHECK_THROWS_WITH(unit_bag(pair, "wordpress/0", "mariadb/9"),
                    "cannot read settings for unit \"mariadb/9\" in relation \"wordpress:db mariadb:server\": "
                    "unit \"mariadb/9\": settings not found");
}

TEST_CASE("a unit that has gone can still be read by name", "[services]") {
  RelatedPair pair;
  pair.commit("wordpress/0", pair.write_bag({{"name", "blog"}}));
  pair.commit("wordpress/0", {.dead = true});
  CHECK(unit_bag(pair, "mariadb/0", "wordpress/0").at("name") == "blog");
}

TEST_CASE("an application's own bag is for its leader, the other side reads it always", "[services]") {
  RelatedPair pair(2);
  const auto term = pair.claim("wordpress/0").term;
  pair.commit("wordpress/0", pair.write_application_bag(term, {{"database", "blog"}}));
  CHECK(application_bag(pair, "wordpress/0", "wordpress").at("database") == "blog");
  CHECK(application_bag(pair, "mariadb/0", "wordpress").at("database") == "blog");
  CHECK_THROWS_WITH(application_bag(pair, "wordpress/1", "wordpress"), "permission denied");
  CHECK(application_bag(pair, "wordpress/1", "mariadb").empty());
}

TEST_CASE("leader settings are the leader's to write", "[services]") {
  RelatedPair pair(2);
  const auto term = pair.claim("wordpress/0").term;
  const auto set = [&](const std::string& unit, std::int64_t with_term, const BagChanges& changes) {
    const auto id = pair.unit(unit).id;
    pair.write([&](auto& tx) { services::set_leader_settings(tx, id, with_term, changes); });
  };
  set("wordpress/0", term, {{"a", "1"}});
  const auto version = pair.find_application("wordpress")->leader_settings_version;
  CHECK(version > 0);
  set("wordpress/0", term, {{"a", "1"}});
  CHECK(pair.find_application("wordpress")->leader_settings_version == version);
  CHECK_THROWS_WITH(set("wordpress/1", term, {{"a", "2"}}),
                    "cannot write leadership settings: cannot write settings: not the leader");
  CHECK_THROWS_AS(set("wordpress/0", term + 1, {{"a", "2"}}), Error);
}

TEST_CASE("goal state tells who will exist, without peers", "[services]") {
  RelatedPair pair(2);
  pair.remove_unit("wordpress/1");
  const auto id = pair.unit("mariadb/0").id;
  const auto goal = pair.read([&](auto& tx) { return services::goal_state(tx, id); });
  REQUIRE(goal.units.size() == 1);
  REQUIRE(goal.relations.size() == 1);
  CHECK(goal.relations[0].endpoint == "server");
  REQUIRE(goal.relations[0].members.size() == 3);
  CHECK(goal.relations[0].members[0].name == "wordpress");
  CHECK(goal.relations[0].members[0].status == "joining");
  CHECK(goal.relations[0].members[2].status == "dying");
}

TEST_CASE("the application's status is for the leader, made from the units' unless it was set", "[services]") {
  RelatedPair pair;
  const auto id = pair.unit("wordpress/0").id;
  const auto status = [&] { return pair.read([&](auto& tx) { return services::application_status(tx, id); }); };
  CHECK_THROWS_WITH(status(), "finding application status: this unit is not the leader");
  const auto term = pair.claim("wordpress/0").term;
  pair.commit("wordpress/0", {.workload_status = StatusWrite{"blocked", "no disk"}});
  CHECK(status().application.current == "blocked");
  CHECK(status().units.at("wordpress/0").message == "no disk");
  pair.commit("wordpress/0", {.application_status = ApplicationStatusWrite{"active", "fine", term}});
  CHECK(status().application.current == "active");
}

TEST_CASE("I10: a token is a machine's, and a machine reads its own units' charms", "[services]") {
  RelatedPair pair;
  const auto wordpress = pair.unit("wordpress/0"), mariadb = pair.unit("mariadb/0");
  pair.write([&](auto& tx) { store::machines::add_token(tx, wordpress.machine, "hash-1"); });
  CHECK(pair.read([](auto& tx) { return services::machine_of_token(tx, "hash-1"); }) == wordpress.machine);
  CHECK_FALSE(pair.read([](auto& tx) { return services::machine_of_token(tx, "hash-2"); }));
  CHECK_THROWS_WITH(pair.read([&](auto& tx) {
    services::require_unit_on_machine(tx, mariadb.id, wordpress.machine);
    return 0;
  }),
                    "unit not found");
  const auto may_read = [&](const std::string& sha256) {
    return pair.read([&](auto& tx) { return services::machine_may_read_charm(tx, wordpress.machine, sha256); });
  };
  CHECK(may_read(std::string(64, 'a')));
  CHECK_FALSE(may_read(std::string(64, 'b')));
}
