#include "unit_world.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

constexpr auto a_moment = std::chrono::milliseconds(100);

void change_port(UnitWorld& world, std::int64_t port) {
  world.application().config["port"] = port;
  world.tell();
}

std::vector<std::string> take_settled(UnitWorld& world) {
  world.scheduler.advance(a_moment);
  return std::exchange(world.controller.settled, {});
}

} // namespace

TEST_CASE("an agent says once that it has settled, at the revision that it was told last", "[agent]") {
  UnitWorld world;
  world.connect();
  CHECK(take_settled(world) == std::vector<std::string>{world.model.revision});
  CHECK(take_settled(world).empty());
  world.tell();
  CHECK(take_settled(world) == std::vector<std::string>{world.model.revision});
}

TEST_CASE("while a hook runs, or its commit is not answered, an agent has not settled", "[agent]") {
  UnitWorld world;
  world.connect();
  take_settled(world);
  world.hooks.end_at_once = false;
  change_port(world, 81);
  CHECK(take_settled(world).empty());
  world.controller.answers = false;
  world.hooks.end({});
  CHECK(take_settled(world).empty());
  world.controller.answers = true;
  world.disconnect();
  world.connect();
  CHECK(take_settled(world) == std::vector<std::string>{world.model.revision});
}

TEST_CASE("a unit in error has settled: it waits for somebody", "[agent]") {
  UnitWorld world;
  world.connect();
  take_settled(world);
  world.hooks.end_at_once = false;
  change_port(world, 81);
  world.hooks.end({HookOutcome::Kind::failed, "exit status 1"});
  CHECK(take_settled(world) == std::vector<std::string>{world.model.revision});
}

TEST_CASE("a controller that comes back is told again", "[agent]") {
  UnitWorld world;
  world.connect();
  take_settled(world);
  world.disconnect();
  world.connect();
  CHECK(take_settled(world) == std::vector<std::string>{world.model.revision});
}
