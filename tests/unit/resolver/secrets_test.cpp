// contract/hooks.md, sections 3 and 17: which secret hooks are owed, and when.
#include "unit/resolver/unit_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::resolver;

namespace {

/// A unit that has read the secret "pw".
UnitModel reader(std::int64_t revision) {
  auto unit = settled();
  unit.remote.secrets["pw"] = {.latest_revision = revision, .tracked = true};
  return unit;
}

UnitModel owner(SecretOwner kind = SecretOwner::unit) {
  auto unit = settled();
  unit.remote.secrets["pw"] = {.label = "admin", .latest_revision = 2, .owner = kind};
  return unit;
}

} // namespace

TEST_CASE("a reader is told of a new revision once, never of the first", "[resolver]") {
  auto unit = reader(1);
  CHECK(unit.settle() == Hooks{});
  unit.remote.secrets["pw"].latest_revision = 2;
  CHECK(unit.settle() == Hooks{"secret-changed pw"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("who first reads a later revision is told of it once", "[resolver]") {
  auto unit = reader(5);
  CHECK(unit.settle() == Hooks{"secret-changed pw"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("several new revisions are one hook, one that comes while it runs is another", "[resolver]") {
  auto unit = reader(4);
  unit.during = [&](const std::string&) { unit.remote.secrets["pw"].latest_revision = 5; };
  CHECK(unit.settle() == Hooks{"secret-changed pw", "secret-changed pw"});
}

TEST_CASE("an agent's restart tells no secret again", "[resolver]") {
  auto unit = reader(2);
  unit.settle();
  unit.restart_agent();
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a secret that is deleted or revoked just drops out; granted again it is a new one", "[resolver]") {
  auto unit = reader(2);
  unit.settle();
  unit.remote.secrets.clear();
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"config-changed"});
  CHECK(unit.local.secrets.empty());
  unit.remote.secrets["pw"] = {.latest_revision = 2, .tracked = true};
  CHECK(unit.settle() == Hooks{"secret-changed pw"});
}

TEST_CASE("an owner is told of a due rotation once, and again when it is due again", "[resolver]") {
  auto unit = owner();
  unit.remote.secrets["pw"].rotation_due = 100;
  CHECK(unit.settle() == Hooks{"secret-rotate pw"});
  CHECK(unit.settle() == Hooks{});
  unit.remote.secrets["pw"].rotation_due = 0;
  CHECK(unit.settle() == Hooks{});
  unit.remote.secrets["pw"].rotation_due = 200;
  CHECK(unit.settle() == Hooks{"secret-rotate pw"});
}

TEST_CASE("an expired revision is told, and again when it is due again, until it is removed", "[resolver]") {
  auto unit = owner();
  unit.remote.secrets["pw"].expired = {{1, 100}, {2, 100}};
  CHECK(unit.settle() == Hooks{"secret-expired pw/1", "secret-expired pw/2"});
  unit.remote.secrets["pw"].expired = {{2, 400}};
  CHECK(unit.settle() == Hooks{"secret-expired pw/2"});
  unit.remote.secrets["pw"].expired.clear();
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("each obsolete revision is told once", "[resolver]") {
  auto unit = owner();
  unit.remote.secrets["pw"].obsolete = {1};
  CHECK(unit.settle() == Hooks{"secret-remove pw/1"});
  unit.remote.secrets["pw"].obsolete = {1, 3};
  CHECK(unit.settle() == Hooks{"secret-remove pw/3"});
}

TEST_CASE("secret hooks come in the order expired, rotate, changed, remove", "[resolver]") {
  auto unit = settled();
  unit.remote.secrets["a"] = {.latest_revision = 3, .tracked = true, .owner = SecretOwner::unit, .obsolete = {1}};
  unit.remote.secrets["b"] = {
      .latest_revision = 2, .owner = SecretOwner::unit, .rotation_due = 7, .expired = {{2, 7}}};
  CHECK(unit.settle() == Hooks{"secret-expired b/2", "secret-rotate b", "secret-changed a", "secret-remove a/1"});
}

TEST_CASE("secrets beat storage, upgrades and configuration", "[resolver]") {
  auto unit = reader(2);
  unit.store("data/0");
  unit.remote.charm.url = "local:wiki-1";
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"secret-changed pw", "data-storage-attached data/0", "upgrade-charm", "config-changed"});
}

TEST_CASE("secret hooks wait for the deployment, not for start", "[resolver]") {
  UnitModel unit;
  unit.remote.secrets["pw"] = {.latest_revision = 2, .tracked = true};
  CHECK(unit.settle() == Hooks{"install", "leader-elected", "secret-changed pw", "config-changed", "start"});
}

TEST_CASE("a dying unit is told nothing about secrets", "[resolver]") {
  auto unit = owner();
  unit.remote.secrets["pw"].obsolete = {1};
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{"stop", "remove"});
}

// --- secrets of the application -------------------------------------------------------------------
TEST_CASE("only the leader is told about its application's secrets", "[resolver]") {
  auto unit = settled(false);
  unit.remote.secrets["pw"] = {
      .latest_revision = 2, .owner = SecretOwner::application, .rotation_due = 7, .expired = {{2, 7}}, .obsolete = {1}};
  CHECK(unit.settle() == Hooks{});
  unit.remote.leader = "wiki/0";
  CHECK(unit.settle() ==
        Hooks{"leader-elected", "secret-expired pw/2", "secret-rotate pw", "secret-remove pw/1"});
}

TEST_CASE("a hook about the application's secret is skipped when leadership was lost before it runs again", "[resolver]") {
  auto unit = owner(SecretOwner::application);
  unit.failing = {"secret-rotate pw"};
  unit.remote.secrets["pw"].rotation_due = 7;
  CHECK(unit.settle() == Hooks{"secret-rotate pw failed"});
  unit.remote.leader = "wiki/1";
  unit.remote.leader_term = 2;
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{"leader-settings-changed"});
}

TEST_CASE("a secret hook in error whose secret has gone is over at the next try", "[resolver]") {
  auto unit = reader(2);
  unit.failing = {"secret-changed pw"};
  CHECK(unit.settle() == Hooks{"secret-changed pw failed"});
  unit.remote.secrets.clear();
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.idle());
}

TEST_CASE("a failed secret-changed, skipped, counts as told", "[resolver]") {
  auto unit = reader(2);
  unit.failing = {"secret-changed pw"};
  unit.settle();
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{});
}
