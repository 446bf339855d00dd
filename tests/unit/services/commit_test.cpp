#include "services/commit.h"

#include "core/error.h"
#include "services/unit_services.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;

namespace {

CommitAnswer commit_numbered(RelatedPair& pair, const std::string& unit_name, Commit commit) {
  const auto unit = pair.unit(unit_name);
  return pair.write(
      [&](auto& tx) { return services::commit(tx, unit.machine, unit.id, commit, pair.clock.wall_ms()); });
}

} // namespace

TEST_CASE("the same commit number twice changes nothing and gets the same answer", "[services]") {
  RelatedPair pair;
  auto commit = pair.write_bag({{"name", "blog"}});
  commit.number = 2;
  const auto first = commit_numbered(pair, "wordpress/0", commit);
  const auto revision = pair.revision();
  commit.settings[0].changes["name"] = "other";
  const auto second = commit_numbered(pair, "wordpress/0", commit);
  CHECK(second.accepted == first.accepted);
  CHECK(second.revision == first.revision);
  CHECK(pair.revision() == revision);
  CHECK(pair.bag(pair.relation, "wordpress/0").at("name") == "blog");
}

TEST_CASE("a refused commit stays refused when it is repeated", "[services]") {
  RelatedPair pair;
  auto commit = pair.write_application_bag(77, {{"a", "b"}});
  commit.number = 2;
  const auto first = commit_numbered(pair, "wordpress/0", commit);
  pair.claim("wordpress/0");
  const auto second = commit_numbered(pair, "wordpress/0", commit);
  CHECK_FALSE(first.accepted);
  CHECK_FALSE(second.accepted);
  CHECK(second.reason == first.reason);
}

TEST_CASE("a unit's last commit can be repeated after the unit has gone", "[services]") {
  RelatedPair pair;
  const auto unit = pair.unit("wordpress/0");
  const Commit last{.number = 2, .dead = true};
  const auto send = [&] {
    return pair.write([&](auto& tx) { return services::commit(tx, unit.machine, unit.id, last, 0); });
  };
  CHECK(send().accepted);
  CHECK_FALSE(pair.find_unit("wordpress/0"));
  CHECK(send().accepted);
}

TEST_CASE("I3: of a refused commit nothing is seen", "[services]") {
  RelatedPair pair;
  auto commit = pair.write_bag({{"name", "blog"}});
  commit.settings.push_back(pair.write_application_bag(77, {{"a", "b"}}).settings[0]);
  commit.local_state = "later";
  commit.workload_status = StatusWrite{"active", ""};
  CHECK_FALSE(pair.commit("wordpress/0", commit).accepted);
  CHECK_FALSE(pair.bag(pair.relation, "wordpress/0").contains("name"));
  CHECK(pair.unit("wordpress/0").workload.current == "waiting");
  CHECK_FALSE(pair.read([&](auto& tx) { return store::units::local_state(tx, pair.unit("wordpress/0").id); }));
}

TEST_CASE("I9: the leader writes its application's bag, a stale term is refused", "[services]") {
  RelatedPair pair(2);
  const auto term = pair.claim("wordpress/0").term;
  CHECK(pair.commit("wordpress/0", pair.write_application_bag(term, {{"database", "blog"}})).accepted);
  CHECK(pair.application_bag(pair.relation, "wordpress").at("database") == "blog");
  CHECK_FALSE(pair.commit("wordpress/1", pair.write_application_bag(term, {{"database", "x"}})).accepted);
  pair.clock.advance_ms(61'000);
  const auto next = pair.claim("wordpress/1").term;
  CHECK(next == term + 1);
  const auto refused = pair.commit("wordpress/0", pair.write_application_bag(term, {{"database", "old"}}));
  CHECK_FALSE(refused.accepted);
  CHECK(refused.reason == "cannot write relation settings: not the leader");
  CHECK(pair.application_bag(pair.relation, "wordpress").at("database") == "blog");
}

TEST_CASE("a stale leader's application status is dropped, not refused", "[services]") {
  RelatedPair pair;
  const Commit commit{.application_status = ApplicationStatusWrite{"active", "all", 77}};
  CHECK(pair.commit("wordpress/0", commit).accepted);
  CHECK_FALSE(pair.find_application("wordpress")->status);
}

TEST_CASE("entering scope gives the unit a bag with its address", "[services]") {
  RelatedPair pair;
  const auto unit = pair.unit("wordpress/0");
  pair.write([&](auto& tx) {
    store::machines::set_address(tx, store::machines::get(tx, unit.machine), 7, "127.9.0.7");
  });
  pair.commit("wordpress/0", {.leave_scope = {pair.relation_id()}});
  pair.commit("wordpress/0", {.enter_scope = {pair.relation_id()}});
  const Bag expected{{"private-address", "127.9.0.7"},
                     {"ingress-address", "127.9.0.7"},
                     {"egress-subnets", "127.9.0.7/32"}};
  CHECK(pair.bag(pair.relation, "wordpress/0") == expected);
}

TEST_CASE("config-changed refreshes the network keys of every relation the unit is in", "[services]") {
  RelatedPair pair;
  const auto unit = pair.unit("wordpress/0");
  pair.write([&](auto& tx) {
    store::machines::set_address(tx, store::machines::get(tx, unit.machine), 8, "127.9.0.8");
  });
  pair.commit("wordpress/0", {.refresh_network_keys = true});
  CHECK(pair.bag(pair.relation, "wordpress/0").at("ingress-address") == "127.9.0.8");
  CHECK(pair.bag(0, "wordpress/0").at("ingress-address") == "127.9.0.8");
  const auto revision = pair.revision();
  pair.commit("wordpress/0", {.refresh_network_keys = true});
  CHECK(pair.revision() == revision);
}

TEST_CASE("a relation is joined when a leader enters it, or when a unit in it comes to lead", "[services]") {
  RelatedPair pair;
  CHECK(pair.find_relation(pair.relation)->status == "joining");
  pair.claim("mariadb/0");
  CHECK(pair.find_relation(pair.relation)->status == "joined");
  pair.deploy("local:mariadb-0", {.application = "replica"});
  pair.claim("replica/0");
  const auto second = pair.relate("wordpress", "replica").number;
  CHECK(pair.find_relation(second)->status == "joining");
  pair.start("replica/0");
  CHECK(pair.find_relation(second)->status == "joined");
}

TEST_CASE("an empty value deletes a key, and an equal write changes no version", "[services]") {
  RelatedPair pair;
  pair.commit("wordpress/0", pair.write_bag({{"a", "1"}, {"b", "2"}}));
  const auto revision = pair.revision();
  pair.commit("wordpress/0", pair.write_bag({{"a", "1"}}));
  CHECK(pair.revision() == revision);
  pair.commit("wordpress/0", pair.write_bag({{"a", ""}}));
  CHECK(pair.revision() > revision);
  CHECK_FALSE(pair.bag(pair.relation, "wordpress/0").contains("a"));
}

TEST_CASE("what touches a relation that is gone is accepted and dropped", "[services]") {
  RelatedPair pair;
  const auto commit = pair.write_bag({{"a", "1"}});
  const auto id = pair.relation_id();
  pair.remove_relation("wordpress", "mariadb");
  pair.commit("wordpress/0", {.leave_scope = {id}});
  pair.commit("mariadb/0", {.leave_scope = {id}});
  REQUIRE_FALSE(pair.find_relation(pair.relation));
  CHECK(pair.commit("wordpress/0", commit).accepted);
  CHECK(pair.commit("wordpress/0", {.enter_scope = {id}, .leave_scope = {id}}).accepted);
}

TEST_CASE("I10: a relation of others is as gone as one that never was", "[services]") {
  RelatedPair pair;
  pair.deploy(pair.add_charm("stranger"));
  CHECK(pair.commit("stranger/0", pair.write_bag({{"a", "1"}})).accepted);
  CHECK(pair.commit("stranger/0", {.enter_scope = {pair.relation_id()}}).accepted);
  const auto parts = pair.read([&](auto& tx) { return store::relations::parts(tx, pair.relation_id()); });
  CHECK(parts.size() == 2);
}

TEST_CASE("I10: a commit for a unit of another machine is refused as unknown", "[services]") {
  RelatedPair pair;
  const auto wordpress = pair.unit("wordpress/0"), mariadb = pair.unit("mariadb/0");
  CHECK_THROWS_WITH(pair.write([&](auto& tx) {
    return services::commit(tx, mariadb.machine, wordpress.id, {.number = 2}, 0);
  }),
                    "unit not found");
}

TEST_CASE("I11: what is too large or not UTF-8 is refused by name", "[services]") {
  RelatedPair pair;
  const std::string big(4 << 20, 'x');
  const auto too_large = pair.commit("wordpress/0", pair.write_bag({{"big", big}}));
  CHECK_FALSE(too_large.accepted);
  CHECK_THAT(too_large.reason, Catch::StartsWith("cannot write settings of relation \"wordpress:db mariadb:server\""));
  CHECK_FALSE(pair.commit("wordpress/0", pair.write_bag({{"bad", "\xff"}})).accepted);
  const auto state = pair.commit("wordpress/0", {.charm_state = BagChanges{{"big", std::string(2 << 20, 'x')}}});
  CHECK_FALSE(state.accepted);
  CHECK_THAT(state.reason, Catch::StartsWith("cannot write charm state"));
  CHECK_FALSE(pair.commit("wordpress/0", {.workload_status = StatusWrite{"splendid", ""}}).accepted);
}

TEST_CASE("the limit of a bag is a model setting", "[services]") {
  RelatedPair pair;
  pair.write([&](auto& tx) {
    services::set_model_config(tx, pair.model, {.set = {{"relation-settings-limit-bytes", "10"}}, .reset = {}});
  });
  CHECK_FALSE(pair.commit("wordpress/0", pair.write_bag({{"key", "0123456789"}})).accepted);
}

TEST_CASE("charm state keeps an empty value; only deleting deletes", "[services]") {
  RelatedPair pair;
  pair.commit("wordpress/0", {.charm_state = BagChanges{{"a", ""}, {"b", "2"}}});
  pair.commit("wordpress/0", {.charm_state = BagChanges{{"b", std::nullopt}}});
  const auto state = pair.read([&](auto& tx) { return services::unit_state(tx, pair.unit("wordpress/0").id); });
  CHECK(state.charm_state == Bag{{"a", ""}});
}

TEST_CASE("ranges in conflict on a machine are refused, equal ones of one unit are not", "[services]") {
  RelatedPair pair;
  pair.write([&](auto& tx) {
    return services::add_units(tx, pair.model, {.application = "mariadb", .to = {"1"}}, pair.clock.wall_ms());
  });
  const auto ports = [](const char* text) { return std::vector<OpenedPort>{{PortRange::parse(text), ""}}; };
  CHECK(pair.commit("wordpress/0", {.open_ports = ports("80-90")}).accepted);
  CHECK(pair.commit("wordpress/0", {.open_ports = ports("80-90")}).accepted);
  const auto own = pair.commit("wordpress/0", {.open_ports = ports("85")});
  CHECK(own.reason == "cannot open 85/tcp (unit \"wordpress/0\"): port range conflicts with 80-90/tcp "
                      "(unit \"wordpress/0\")");
  const auto other = pair.commit("mariadb/1", {.open_ports = ports("80-90")});
  CHECK(other.reason == "cannot open 80-90/tcp (unit \"mariadb/1\"): port range conflicts with 80-90/tcp "
                        "(unit \"wordpress/0\")");
  CHECK_THAT(pair.commit("mariadb/1", {.close_ports = ports("80-90")}).reason, Catch::StartsWith("cannot close"));
  CHECK(pair.commit("mariadb/0", {.open_ports = ports("80-90")}).accepted);
  CHECK(pair.commit("wordpress/0", {.close_ports = ports("80-90")}).accepted);
  CHECK(pair.commit("mariadb/1", {.open_ports = ports("80-90")}).accepted);
}

TEST_CASE("a resolved mark is cleared by the commit that used it", "[services]") {
  RelatedPair pair;
  pair.write([&](auto& tx) { store::units::set_resolved(tx, pair.unit("wordpress/0"), ResolvedMode::retry); });
  pair.commit("wordpress/0", {.clear_resolved = true});
  CHECK(pair.unit("wordpress/0").resolved == ResolvedMode::none);
}
