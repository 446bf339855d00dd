#include "agent/state/sqlite_state_store.h"

#include "base/clock.h"
#include "base/random.h"
#include "core/error.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace periapt;
using namespace periapt::agent;

namespace {

/// A state.db that can be opened again, as by the next agent.
class StateFile {
public:
  StateFile() : path_(std::filesystem::temp_directory_path() / ("periapt-state-" + random_hex(8) + ".db")) {}
  ~StateFile() {
    for (const auto* suffix : {"", "-wal", "-shm", ".malformed", ".malformed-wal"}) std::filesystem::remove(path_.string() + suffix);
  }
  SqliteStateStore open() const { return SqliteStateStore(path_); }
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace

TEST_CASE("the next agent finds what the last one saved", "[agent]") {
  const StateFile file;
  {
    auto store = file.open();
    CHECK_FALSE(store.load_unit(UnitId{3}));
    UnitRecord record{.name = "wiki/0", .outbox_number = 2, .hook_id = "id"};
    record.local.relations = {{.id = RelationId{7}, .number = 4, .members = {{"mysql/0", 5}}}};
    store.save_unit(UnitId{3}, {.record = record, .appended = Commit{.number = 1}});
    store.save_unit(UnitId{3}, {.appended = Commit{.number = 2, .charm_url = "local:wiki-0"}});
    store.save_unit(UnitId{3}, {.hook_write = Commit{.charm_state = BagChanges{{"k", "v"}}}});
    store.save_unit(UnitId{3}, {.charm_state = {{"a", ""}, {"b", "2"}}});
    store.save_shipped_log(77);
  }
  auto store = file.open();
  const auto stored = store.load_unit(UnitId{3});
  REQUIRE(stored);
  CHECK(stored->record.local.relations.at(0).members.at("mysql/0") == 5);
  CHECK(stored->outbox.size() == 2);
  CHECK(stored->outbox.at(1).charm_url == "local:wiki-0");
  CHECK(stored->hook_writes.size() == 1);
  CHECK(stored->charm_state == Bag{{"a", ""}, {"b", "2"}});
  CHECK(store.units() == std::vector<UnitId>{UnitId{3}});
  CHECK(store.shipped_log() == 77);
}

TEST_CASE("answered commits and the writes of an ended hook go", "[agent]") {
  const StateFile file;
  auto store = file.open();
  const UnitId unit{3};
  store.save_unit(unit, {.record = UnitRecord{.name = "wiki/0"}, .appended = Commit{.number = 1}});
  store.save_unit(unit, {.appended = Commit{.number = 2}, .hook_write = Commit{}});
  store.save_unit(unit, {.delivered = 1, .clear_hook_writes = true, .charm_state = {{"a", std::nullopt}}});
  CHECK(store.load_unit(unit)->outbox.size() == 1);
  CHECK(store.load_unit(unit)->hook_writes.empty());
  store.remove_unit(unit);
  CHECK_FALSE(store.load_unit(unit));
}

TEST_CASE("the remote state is kept as of its revision", "[agent]") {
  const StateFile file;
  auto store = file.open();
  CHECK_FALSE(store.load_remote());
  AgentUpdate snapshot{.revision = "1-5", .snapshot = true};
  snapshot.units = {{.id = UnitId{1}, .name = "wiki/0"}, {.id = UnitId{2}, .name = "wiki/1"}};
  snapshot.relations = {{.id = RelationId{7}}};
  snapshot.relation_units = {{RelationId{7}, UnitId{1}, "wiki/0", ApplicationId{1}, true, 3, {{"k", "v"}}}};
  store.save_remote(snapshot);
  AgentUpdate update{.revision = "1-6"};
  update.removed = {{EntityKind::unit, 2, 0}, {EntityKind::relation, 7, 0}};
  store.save_remote(update);
  const auto kept = store.load_remote();
  CHECK(kept->revision == "1-6");
  CHECK(kept->snapshot);
  CHECK(kept->units.size() == 1);
  CHECK(kept->relations.empty());
  CHECK(kept->relation_units.empty());
}

TEST_CASE("a new boot forgets the remote state, the same one keeps it", "[agent]") {
  const StateFile file;
  auto store = file.open();
  store.begin("boot-1");
  store.save_remote({.revision = "1-5", .snapshot = true, .units = {{.id = UnitId{1}, .name = "wiki/0"}}});
  store.begin("boot-1");
  REQUIRE(store.load_remote());
  CHECK(store.load_remote()->units.size() == 1);
  store.begin("boot-2");
  CHECK_FALSE(store.load_remote());
  store.save_remote({.revision = "1-6", .snapshot = true});
  CHECK(store.load_remote()->units.empty());
}

TEST_CASE("a malformed database is set aside, said, and begun anew", "[agent]") {
  const StateFile file;
  const UnitId unit{3};
  {
    auto store = file.open();
    for (int i = 0; i < 100; ++i)
      store.save_unit(unit, {.record = UnitRecord{.name = "wiki/0"}, .charm_state = {{std::to_string(i), std::string(1000, 'x')}}});
  }
  std::fstream(file.path(), std::ios::in | std::ios::out | std::ios::binary).seekp(5 * 4096) << std::string(4096, '\x55');
  CHECK_THROWS_AS(file.open(), Error);

  const SystemClock clock;
  std::vector<std::string> said;
  const Log log("machine-0", clock, [&](const LogLine& line) { said.push_back(line.message); });
  auto store = SqliteStateStore::open(file.path(), log);
  CHECK_FALSE(store.load_unit(unit));
  CHECK(std::filesystem::exists(file.path().string() + ".malformed"));
  REQUIRE(said.size() == 1);
  CHECK_THAT(said.front(), Catch::Contains("cannot use the database") && Catch::Contains("set aside"));
}
