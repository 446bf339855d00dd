#include "unit/agent/unit_world.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

/// Deployed and related; its last hook published, then the controller came back as of before that.
struct RestoredWorld : UnitWorld {
  RestoredWorld() {
    relate();
    connect();
    hooks.end_at_once = false;
    application().config["title"] = std::string("x");
    tell();
    hooks.tools->write_settings(4, false, {{"user", "wiki"}});
    hooks.tools->write_charm_state({{"k", "v"}});
  }
  void end_hook() {
    hooks.end({});
    scheduler.run();
  }
  void restore() {
    controller.commits.clear();
    ++epoch;
    tell();
  }
};

} // namespace

TEST_CASE("a restored controller is told again what a unit has become and published", "[agent]") {
  RestoredWorld world;
  world.end_hook();
  const auto number = world.stored().record.outbox_number;
  world.restore();
  REQUIRE_FALSE(world.controller.commits.empty());
  const auto& told = world.controller.commits.front();
  CHECK(told.number == number + 1);
  CHECK(told.local_state);
  CHECK(told.agent_status->status == "idle");
  CHECK(told.enter_scope == std::vector{RelationId{7}});
  CHECK(told.charm_state->at("k") == "v");
  REQUIRE(told.settings.size() == 1);
  CHECK(told.settings[0].changes == BagChanges{{"user", "wiki"}});
  CHECK(world.stored().outbox.empty());
}

TEST_CASE("a hook that runs while the controller is restored ends once", "[agent]") {
  RestoredWorld world;
  world.take_started();
  world.restore();
  world.end_hook();
  CHECK(world.take_started().empty());
  CHECK(world.controller.commits.back().settings.at(0).changes.at("user") == "wiki");
}

TEST_CASE("a commit that waits for its answer is sent to the restored controller, with its own state", "[agent]") {
  RestoredWorld world;
  world.controller.answers = false;
  world.end_hook();
  world.disconnect();
  world.controller.answers = true;
  ++world.epoch;
  world.take_started();
  world.connect();
  CHECK(world.stored().outbox.empty());
  CHECK(world.take_started().empty());
}

TEST_CASE("in the same epoch nothing is told again", "[agent]") {
  RestoredWorld world;
  world.end_hook();
  world.controller.commits.clear();
  world.tell();
  CHECK(world.controller.commits.empty());
}
