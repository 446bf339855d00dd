// contract/hooks.md, sections 3, 4 and 16: the rows about storage.
#include "unit/resolver/unit_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::resolver;

namespace {

UnitModel with_storage() {
  auto unit = settled();
  unit.store("data/0");
  unit.settle();
  return unit;
}

} // namespace

TEST_CASE("attached runs for all first storage before install", "[resolver]") {
  UnitModel unit;
  unit.store("data/1");
  unit.store("data/0");
  unit.store("logs/2");
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0", "data-storage-attached data/1",
                               "logs-storage-attached logs/2", "install", "leader-elected", "config-changed", "start"});
}

TEST_CASE("install waits until every first storage is there", "[resolver]") {
  UnitModel unit;
  unit.store("data/0");
  unit.store("data/1", false);
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0"});
  unit.remote.storages["data/1"].provisioned = true;
  CHECK(unit.settle() ==
        Hooks{"data-storage-attached data/1", "install", "leader-elected", "config-changed", "start"});
}

TEST_CASE("storage that comes later blocks nothing and runs when it is there", "[resolver]") {
  auto unit = settled();
  unit.store("data/0", false);
  unit.remote.settings = "second";
  CHECK(unit.settle() == Hooks{"config-changed"});
  unit.remote.storages["data/0"].provisioned = true;
  unit.remote.settings = "third";
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0", "config-changed"});
  CHECK(unit.settle() == Hooks{});
}

TEST_CASE("a storage that is to go is detached once, if it had been attached", "[resolver]") {
  auto unit = with_storage();
  unit.remote.storages["data/0"].life = Life::dying;
  CHECK(unit.settle() == Hooks{"data-storage-detaching data/0"});
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.released.empty());
}

TEST_CASE("a storage that goes before it was seen is let go without a hook, once", "[resolver]") {
  auto unit = settled();
  unit.store("data/0").life = Life::dying;
  CHECK(unit.settle() == Hooks{});
  unit.settle();
  CHECK(unit.released == Hooks{"data/0"});
}

TEST_CASE("first storage that goes does not hold up the deployment", "[resolver]") {
  UnitModel unit;
  unit.store("data/0", false).life = Life::dying;
  CHECK(unit.settle() == Hooks{"install", "leader-elected", "config-changed", "start"});
}

TEST_CASE("attached again, a storage is a new one", "[resolver]") {
  auto unit = with_storage();
  unit.remote.storages["data/0"].life = Life::dying;
  unit.settle();
  unit.store("data/0");
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0"});
  unit.store("data/0"); // the controller took it away by force and gave it back
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0"});
}

TEST_CASE("a dying unit detaches its storage before it leaves its relations", "[resolver]") {
  auto unit = with_storage();
  unit.relate(4, "db", "mysql").members = {{"mysql/0", 1}};
  unit.settle();
  unit.store("data/1", false);
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{"data-storage-detaching data/0", "db-relation-departed mysql/0 (wiki/0 leaves)",
                               "db-relation-broken", "stop", "remove"});
  CHECK(unit.released == Hooks{"data/1"});
  CHECK(unit.dead);
}

TEST_CASE("a unit that dies before its first storage is there runs no hook", "[resolver]") {
  UnitModel unit;
  unit.store("data/0", false);
  CHECK(unit.settle() == Hooks{});
  unit.remote.life = Life::dying;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.released == Hooks{"data/0"});
  CHECK(unit.dead);
}

TEST_CASE("a unit that dies between its first storage and install only detaches", "[resolver]") {
  UnitModel unit;
  unit.store("data/0");
  unit.during = [&](const std::string&) { unit.remote.life = Life::dying; };
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0", "data-storage-detaching data/0"});
  CHECK(unit.dead);
}

TEST_CASE("an attached hook in error before install is followed by install once it is resolved", "[resolver]") {
  UnitModel unit;
  unit.store("data/0");
  unit.failing = {"data-storage-attached data/0"};
  CHECK(unit.settle() == Hooks{"data-storage-attached data/0 failed"});
  CHECK(unit.settle() == Hooks{});
  unit.remote.resolved = ResolvedMode::no_retry;
  CHECK(unit.settle() == Hooks{"install", "leader-elected", "config-changed", "start"});
}

TEST_CASE("a storage hook in error whose storage has gone is over at the next try", "[resolver]") {
  auto unit = settled();
  unit.store("data/0");
  unit.failing = {"data-storage-attached data/0"};
  unit.settle();
  unit.remote.storages.clear();
  CHECK(unit.settle() == Hooks{});
  unit.remote.retry_due = true;
  CHECK(unit.settle() == Hooks{});
  CHECK(unit.local.idle());
}

TEST_CASE("what the controller has removed is forgotten", "[resolver]") {
  auto unit = with_storage();
  unit.remote.storages["data/0"].life = Life::dying;
  unit.settle();
  unit.remote.storages.clear();
  unit.remote.settings = "second";
  unit.settle();
  CHECK(unit.local.storages.empty());
}
