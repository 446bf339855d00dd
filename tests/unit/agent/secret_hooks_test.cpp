#include "agent/secret_composition.h"
#include "unit/agent/unit_world.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

constexpr TimeMs minute = 60'000;

/// A secret of wiki/0 itself.
SecretEntity own_secret() {
  return {.row = SecretRow{1}, .id = "9m4e2mr0ui3e8a215n4g", .owner_unit = UnitId{1}, .label = "db-password", .latest_revision = 1};
}

/// A deployed wiki/0 with one secret, as a hook that ran and what is told of it.
struct SecretWorld : UnitWorld {
  explicit SecretWorld(SecretEntity secret) {
    connect();
    take_started();
    model.secrets = {std::move(secret)};
    tell();
  }
  SecretEntity& secret() { return model.secrets[0]; }
  /// Hours pass here, so update-status is left out.
  Hooks take_started() {
    auto hooks = UnitWorld::take_started();
    std::erase(hooks, "update-status");
    return hooks;
  }
  const resolver::SecretSubject& told() { return hooks.begun.back().secret.value(); }
};

std::vector<SecretRotated> rotations(const UnitWorld& world) {
  std::vector<SecretRotated> rotations;
  for (const auto& commit : world.controller.commits)
    if (commit.secret_rotated) rotations.push_back(*commit.secret_rotated);
  return rotations;
}

} // namespace

TEST_CASE("who reads a secret is told of each newer revision once, under its own label", "[agent]") {
  SecretWorld world({.row = SecretRow{1}, .id = "9m4e2mr0ui3e8a215n4g", .owner_application = ApplicationId{2},
                     .latest_revision = 1, .consumers = {{UnitId{1}, "mine", 1}}});
  CHECK(world.take_started().empty());
  world.secret().latest_revision = 3;
  world.tell();
  CHECK(world.take_started() == Hooks{"secret-changed"});
  CHECK(world.told().label == "mine");
  world.tell();
  CHECK(world.take_started().empty());
}

TEST_CASE("a rotation that falls due while nothing happens is told, and reported with the revision of its beginning", "[agent]") {
  auto secret = own_secret();
  UnitWorld before;
  secret.rotate_ms = before.scheduler.wall_ms() + 90 * minute;
  SecretWorld world(secret);
  world.scheduler.advance(std::chrono::minutes(80));
  CHECK(world.take_started().empty());
  world.scheduler.advance(std::chrono::minutes(11));
  CHECK(world.take_started() == Hooks{"secret-rotate"});
  CHECK(world.told().label == "db-password");
  REQUIRE(rotations(world).size() == 1);
  CHECK(rotations(world)[0].id == secret.id);
  CHECK(rotations(world)[0].revision == 1);

  world.scheduler.advance(std::chrono::minutes(60));
  CHECK(world.take_started().empty()); // until the controller says when it is due again
  world.secret().rotate_ms = world.scheduler.wall_ms() + 5 * minute;
  world.tell();
  world.scheduler.advance(std::chrono::minutes(5));
  CHECK(world.take_started() == Hooks{"secret-rotate"});
}

TEST_CASE("a rotation that failed and is resolved without a retry is reported as well", "[agent]") {
  auto secret = own_secret();
  secret.rotate_ms = 1;
  UnitWorld world;
  world.hooks.failing = {"secret-rotate"};
  world.model.secrets = {secret};
  world.connect();
  CHECK(rotations(world).empty());
  world.unit().resolved = ResolvedMode::no_retry;
  world.tell();
  CHECK(rotations(world).size() == 1);
}

TEST_CASE("an expired revision is told every five minutes until it is removed", "[agent]") {
  auto secret = own_secret();
  UnitWorld before;
  secret.expiries = {{1, before.scheduler.wall_ms() + 10 * minute}};
  SecretWorld world(secret);
  world.scheduler.advance(std::chrono::minutes(12));
  CHECK(world.take_started() == Hooks{"secret-expired"});
  CHECK(world.told().revision == 1);
  world.scheduler.advance(std::chrono::minutes(10));
  CHECK(world.take_started() == Hooks{"secret-expired", "secret-expired"});
  world.secret().expiries.clear();
  world.tell();
  world.scheduler.advance(std::chrono::minutes(30));
  CHECK(world.take_started().empty());
}

TEST_CASE("of an application's secret only the leader is told that a revision is obsolete", "[agent]") {
  auto secret = own_secret();
  secret.owner_unit.reset();
  secret.owner_application = ApplicationId{1};
  secret.latest_revision = 2;
  secret.obsolete = {1};
  for (const bool leads : {true, false}) {
    UnitWorld world;
    world.application().leader = leads ? "wiki/0" : "wiki/1";
    world.connect();
    world.take_started();
    world.model.secrets = {secret};
    world.tell();
    CHECK(world.take_started() == (leads ? Hooks{"secret-remove"} : Hooks{}));
    if (leads) CHECK(world.hooks.begun.back().secret->revision == 1);
  }
}

TEST_CASE("what will change with time alone is known beforehand", "[agent]") {
  UnitSnapshot snapshot;
  UnitEntity unit{.id = UnitId{1}, .application = ApplicationId{1}};
  snapshot.unit = std::make_shared<const UnitEntity>(unit);
  auto secret = own_secret();
  const auto next = [&](TimeMs now) {
    snapshot.secrets = {{secret.id, std::make_shared<const SecretEntity>(secret)}};
    return next_secret_due(snapshot, now);
  };
  CHECK_FALSE(next(1000));
  secret.rotate_ms = 5000;
  secret.expiries = {{1, 3000}};
  CHECK(next(1000) == 3000);
  CHECK(next(3000) == 5000);
  CHECK(next(5000) == 3000 + 5 * minute);
  secret.owner_unit = UnitId{2};
  CHECK_FALSE(next(1000));
}
