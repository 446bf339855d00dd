#include "services/relation_details.h"

#include "store/bag_write_repository.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;

namespace {

struct WatchedPair : test::RelatedPair {
  RelationDetails details() {
    return read([&](auto& tx) { return services::relation_details(tx, model, {.number = relation}); });
  }
  std::vector<BagWriteReport> writes_of(const std::string& writer) {
    auto all = details().writes;
    std::erase_if(all, [&](const auto& write) { return write.writer != writer; });
    return all;
  }
  void write(const std::string& program, const BagChanges& changes) {
    auto commit = write_bag(changes);
    commit.program = program;
    RelatedPair::commit("mariadb/0", commit);
  }
};

const BagReport& bag_of(const RelationDetails& details, const std::string& application, const std::string& unit) {
  return *std::find_if(details.bags.begin(), details.bags.end(),
                       [&](const auto& bag) { return bag.application == application && bag.unit == unit; });
}

} // namespace

TEST_CASE("a relation shows both sides' bags, applications' and units'", "[services]") {
  WatchedPair pair;
  const auto term = pair.claim("mariadb/0").term;
  pair.write("config-changed", {{"host", "db"}});
  pair.commit("mariadb/0", pair.write_application_bag(term, {{"name", "blog"}}));

  const auto details = pair.details();
  CHECK(details.relation.key == "wordpress:db mariadb:server");
  CHECK(details.bags.size() == 4);
  CHECK(bag_of(details, "mariadb", "").data == Bag{{"name", "blog"}});
  CHECK(bag_of(details, "mariadb", "mariadb/0").data.at("host") == "db");
  CHECK(bag_of(details, "wordpress", "").version == 0);
  CHECK(bag_of(details, "wordpress", "wordpress/0").in_scope);
}

TEST_CASE("each write of a bag is noted with its writer, hook and revision, and without its values", "[services]") {
  WatchedPair pair;
  pair.write("server-relation-joined", {{"host", "db"}, {"password", "hidden"}});
  pair.write("config-changed", {{"host", "db"}});                        // nothing really changes
  pair.write("action rotate", {{"host", ""}, {"password", "hidden too"}}); // an empty value removes

  const auto writes = pair.writes_of("mariadb/0");
  REQUIRE(writes.size() == 2);
  CHECK(writes[0].program == "server-relation-joined");
  CHECK(writes[0].set == std::vector<std::string>{"host", "password"});
  CHECK(writes[0].removed.empty());
  CHECK(writes[1].program == "action rotate");
  CHECK(writes[1].set == std::vector<std::string>{"password"});
  CHECK(writes[1].removed == std::vector<std::string>{"host"});
  CHECK(writes[0].revision < writes[1].revision);
  CHECK(bag_of(pair.details(), "mariadb", "mariadb/0").version == writes[1].revision);
}

TEST_CASE("what the controller puts into a bag is its own write", "[services]") {
  WatchedPair pair;
  pair.RelatedPair::write([&](auto& tx) {
    const auto machine = store::machines::get(tx, pair.unit("mariadb/0").machine);
    store::machines::set_address(tx, machine, 9, "127.9.0.9");
  });
  pair.commit("mariadb/0", {.refresh_network_keys = true});
  const auto writes = pair.writes_of("");
  REQUIRE_FALSE(writes.empty());
  CHECK(writes.back().unit == "mariadb/0");
  CHECK(writes.back().set == std::vector<std::string>{"egress-subnets", "ingress-address", "private-address"});
}

TEST_CASE("the newest hundred writes of each bag are kept", "[services]") {
  WatchedPair pair;
  pair.write("first", {{"other", "1"}});
  for (int i = 0; i < 100; ++i) pair.write("many", {{"n", std::to_string(i)}});
  const auto writes = pair.writes_of("mariadb/0");
  CHECK(writes.size() == static_cast<std::size_t>(store::bag_writes::most_of_a_bag));
  CHECK(writes.front().program == "many");
}
