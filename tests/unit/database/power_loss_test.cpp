// I8: an acknowledged write survives power loss, at whichever sync the power fails.
#include "core/error.h"
#include "database/connection.h"
#include "database/crash_vfs.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::database;

namespace {

constexpr int attempted_commits = 30;

Connection open_on(CrashVfs& disk) { return Connection::open("db", {.vfs = disk.name()}); }

void commit_row(Connection& connection, int id) {
  Transaction transaction(connection);
  connection.execute("INSERT INTO item VALUES (?, ?)", id, std::string(3000, 'x')); // several pages each
  transaction.commit();
  if (id % 7 == 0) connection.checkpoint(); // so that the power also fails while the WAL is moved
}

/// Commits rows 1, 2, 3, … until all are there or the power fails; returns how many were acknowledged.
int commit_until_dark(CrashVfs& disk) {
  int acknowledged = 0;
  try {
    Connection connection = open_on(disk);
    connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT) STRICT");
    for (int id = 1; id <= attempted_commits; ++id) {
      commit_row(connection, id);
      acknowledged = id;
    }
  } catch (const Error& error) {
    REQUIRE(disk.power_failed());
    REQUIRE(error.kind() == ErrorKind::unavailable);
  }
  return acknowledged;
}

void check_after_restart(CrashVfs& disk, int acknowledged) {
  Connection connection = open_on(disk);
  {
    auto integrity = connection.prepare("PRAGMA integrity_check");
    REQUIRE(integrity.step());
    CHECK(integrity.text(0) == "ok");
  }
  auto has_table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'item'");
  if (!has_table.step()) {
    CHECK(acknowledged == 0);
    return;
  }
  auto row = connection.prepare("SELECT count(*), coalesce(max(id), 0) FROM item");
  REQUIRE(row.step());
  CHECK(row.int64(0) == row.int64(1)); // no gap
  CHECK(row.int64(1) >= acknowledged);
}

std::int64_t syncs_of_a_whole_run() {
  CrashVfs disk("whole");
  REQUIRE(commit_until_dark(disk) == attempted_commits);
  return disk.syncs();
}

} // namespace

TEST_CASE("every acknowledged transaction is there after a power failure at any sync", "[database]") {
  const std::int64_t syncs = syncs_of_a_whole_run();
  REQUIRE(syncs >= attempted_commits); // or commits would not wait for the disk
  const auto unsynced = GENERATE(CrashVfs::Unsynced::lost, CrashVfs::Unsynced::some_kept);
  for (std::int64_t nth = 1; nth <= syncs; ++nth) {
    INFO("power failed at sync " << nth << " of " << syncs);
    CrashVfs disk("crash");
    disk.fail_power_at_sync(nth);
    const int acknowledged = commit_until_dark(disk);
    disk.restart(unsynced, static_cast<std::uint32_t>(nth));
    check_after_restart(disk, acknowledged);
  }
}

TEST_CASE("the crashing disk does lose what was not synced", "[database]") {
  CrashVfs disk("lossy");
  {
    Connection connection = open_on(disk);
    connection.execute_script("CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT; PRAGMA synchronous=OFF;"
                              "INSERT INTO item VALUES (1)");
    disk.fail_power_at_sync(1);
  }
  disk.restart(CrashVfs::Unsynced::lost);
  Connection connection = open_on(disk);
  auto row = connection.prepare("SELECT count(*) FROM item");
  REQUIRE(row.step());
  CHECK(row.int64(0) == 0);
}

TEST_CASE("a full disk refuses the write, loses nothing, and takes writes again when there is room", "[database]") {
  CrashVfs disk("full");
  Connection connection = open_on(disk);
  connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT) STRICT");
  disk.set_capacity(disk.used_bytes() + 20'000);
  int acknowledged = 0;
  const auto fill = [&] {
    for (;;) {
      commit_row(connection, acknowledged + 1);
      ++acknowledged;
    }
  };
  CHECK_THROWS_WITH(fill(), Catch::EndsWith("database or disk is full"));
  REQUIRE(acknowledged > 0);
  CHECK_FALSE(connection.in_transaction());
  disk.set_capacity(0);
  commit_row(connection, acknowledged + 1);
  auto row = connection.prepare("SELECT count(*) FROM item");
  REQUIRE(row.step());
  CHECK(row.int64(0) == acknowledged + 1);
}
