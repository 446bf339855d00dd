#include "services/relate.h"

#include "core/error.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

struct Applications : SmallModel {
  Applications() {
    deploy(add_charm("wordpress", "requires: {db: {interface: mysql, limit: 1}, cache: memcache}\n"));
    deploy(add_charm("mariadb", "provides: {server: mysql, replica: mysql}\n"));
    deploy(add_charm("memcached", "provides: {cache: memcache}\n"));
  }
};

} // namespace

TEST_CASE("relations that cannot be are refused with the reason", "[services]") {
  struct Case {
    std::string left, right, message;
  };
  const auto row = GENERATE(values<Case>({
      {"wordpress", "nobody", "application \"nobody\" not found"},
      {"wordpress:dv", "mariadb", "application \"wordpress\" has no \"dv\" relation"},
      {"wordpress", "mariadb",
       "ambiguous relation: \"wordpress mariadb\" could refer to \"wordpress:db mariadb:replica\"; "
       "\"wordpress:db mariadb:server\""},
      {"mariadb", "memcached", "no relations found"},
  }));
  Applications model;
  const auto revision = model.revision();
  CHECK_THROWS_WITH(model.relate(row.left, row.right), row.message);
  CHECK(model.revision() == revision);
}

TEST_CASE("both orders of the arguments mean the same, requirer first in the key", "[services]") {
  Applications model;
  CHECK(model.relate("mariadb:server", "wordpress").key == "wordpress:db mariadb:server");
  CHECK_THROWS_WITH(model.relate("wordpress:db", "mariadb:server"),
                    "cannot add relation \"wordpress:db mariadb:server\": relation wordpress:db mariadb:server "
                    "already exists");
}

TEST_CASE("an endpoint's limit caps its relations", "[services]") {
  Applications model;
  model.relate("wordpress:db", "mariadb:server");
  CHECK_THROWS_WITH(model.relate("wordpress:db", "mariadb:replica"),
                    Catch::Contains("would exceed its maximum relation limit of 1"));
}

TEST_CASE("relation numbers are model-wide and never used again", "[services]") {
  Applications model;
  CHECK(model.relate("wordpress:db", "mariadb:server").number == 0);
  CHECK(model.relate("wordpress", "memcached").number == 1);
  model.remove_relation("wordpress", "memcached");
  CHECK(model.relate("wordpress", "memcached").number == 2);
}

TEST_CASE("while a relation is dying the same cannot be made", "[services]") {
  Applications model;
  model.relate("wordpress", "memcached");
  model.start("memcached/0");
  model.remove_relation("wordpress", "memcached");
  CHECK_THROWS_WITH(model.relate("wordpress", "memcached"), Catch::Contains("is dying, but not yet removed"));
}

TEST_CASE("both applications have an empty bag from the beginning", "[services]") {
  Applications model;
  const auto number = model.relate("wordpress", "memcached").number;
  CHECK(model.application_bag(number, "wordpress").empty());
  CHECK(model.application_bag(number, "memcached").empty());
}

TEST_CASE("removing what is not there, or peers, is refused", "[services]") {
  Applications model;
  model.deploy(model.add_charm("cluster", "peers: {ring: r}\n"));
  const auto remove = [&](const services::RelationWanted& wanted) {
    model.write([&](auto& tx) { services::remove_relation(tx, model.model, wanted, false, 0); });
  };
  CHECK_THROWS_WITH(remove({.left = "wordpress", .right = "mariadb"}), "relation \"wordpress mariadb\" not found");
  CHECK_THROWS_WITH(remove({.number = 12}), "relation 12 not found");
  CHECK_THROWS_WITH(remove({.number = 0}), "cannot remove relation \"cluster:ring\": is a peer relation");
}

TEST_CASE("an application that is being removed is related to nobody", "[services]") {
  Applications model;
  model.start("wordpress/0");
  model.remove_application("wordpress");
  CHECK_THROWS_WITH(model.relate("wordpress", "memcached"),
                    "cannot relate application \"wordpress\": it is being removed");
}
