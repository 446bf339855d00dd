#include "services/heartbeat.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

struct Cluster : SmallModel {
  Cluster() {
    deploy(add_charm("app"), {.num_units = 2});
    start("app/0");
    start("app/1");
  }
};

} // namespace

TEST_CASE("I9: one unit leads at a time", "[services]") {
  Cluster model;
  const auto first = model.claim("app/0");
  CHECK(first.granted);
  CHECK(first.term == 1);
  CHECK_FALSE(model.claim("app/1").granted);
}

TEST_CASE("renewing keeps the term, and writes nothing", "[services]") {
  Cluster model;
  model.claim("app/0");
  model.claim("app/1");
  const auto revision = model.revision();
  for (int i = 0; i < 10; ++i) {
    model.clock.advance_ms(15'000);
    const auto renewed = model.claim("app/0");
    CHECK(renewed.granted);
    CHECK(renewed.term == 1);
    CHECK_FALSE(model.claim("app/1").granted);
  }
  CHECK(model.revision() == revision);
}

TEST_CASE("a lease that is not renewed passes on after 60 seconds, in a new term", "[services]") {
  Cluster model;
  model.claim("app/0");
  model.clock.advance_ms(59'999);
  CHECK_FALSE(model.claim("app/1").granted);
  model.clock.advance_ms(1);
  const auto next = model.claim("app/1");
  CHECK(next.granted);
  CHECK(next.term == 2);
  CHECK_FALSE(model.claim("app/0").granted);
}

TEST_CASE("a restarted controller grants the holder a full lease first", "[services]") {
  Cluster model;
  model.claim("app/0");
  model.clock.advance_ms(3'600'000);
  model.leases = services::Leases(model.clock.boot_ms());
  model.clock.advance_ms(59'000);
  CHECK_FALSE(model.claim("app/1").granted);
  CHECK(model.claim("app/0").term == 1);
}

TEST_CASE("a dying unit and one of another machine get no lease", "[services]") {
  Cluster model;
  const auto other = model.unit("app/1");
  const auto grants = model.write([&](auto& tx) {
    const services::HeartbeatRequest request{model.unit("app/0").machine, "boot", {other.id}};
    return services::heartbeat(tx, model.leases, request, model.clock.boot_ms(), 0);
  });
  CHECK_FALSE(grants.at(0).granted);
  model.remove_unit("app/0");
  CHECK_FALSE(model.claim("app/0").granted);
}

TEST_CASE("the first heartbeat shows the machine started and its units initialising", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"));
  CHECK(model.unit("app/0").workload.message == "waiting for machine");
  model.claim("app/0");
  CHECK(model.unit("app/0").workload.message == "agent initialising");
  const auto machine = model.read([&](auto& tx) { return store::machines::get(tx, model.unit("app/0").machine); });
  CHECK(machine.agent_status.current == "started");
  CHECK(machine.boot_id == "boot");
}

TEST_CASE("a machine is lost when it has been silent too long, counted from the controller's start", "[services]") {
  services::Presence presence(1'000);
  const MachineId talks{1}, silent{2};
  presence.seen(talks, 40'000);
  CHECK(presence.lost({talks, silent}, 50'000).empty());
  CHECK(presence.lost({talks, silent}, 60'000) == std::set{silent});
  CHECK(presence.lost({talks, silent}, 100'000).size() == 2);
}
