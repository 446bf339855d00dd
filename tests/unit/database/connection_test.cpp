#include "database/connection.h"

#include "base/file.h"
#include "core/error.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <functional>

using namespace periapt;
using namespace periapt::database;

namespace {

constexpr const char* table = "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, size REAL, body BLOB) STRICT";

Connection with_table() {
  Connection connection = Connection::in_memory();
  connection.execute_script(table);
  return connection;
}

std::int64_t count(Connection& connection) {
  auto row = connection.prepare("SELECT count(*) FROM item");
  row.step();
  return row.int64(0);
}

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("nothing was thrown");
  return ErrorKind::internal;
}

} // namespace

TEST_CASE("every kind of value is read as it was bound", "[database]") {
  Connection connection = with_table();
  const std::string bytes("\0\xFF", 2);
  connection.execute("INSERT INTO item VALUES (?, ?, ?, ?)", 7, "seven", 0.5, Blob{bytes});
  CHECK(connection.last_insert_id() == 7);
  auto row = connection.prepare("SELECT id, name, size, body, NULL FROM item");
  REQUIRE(row.step());
  CHECK(row.int64(0) == 7);
  CHECK(row.text(1) == "seven");
  CHECK(row.real(2) == 0.5);
  CHECK(row.blob(3) == bytes);
  CHECK(row.is_null(4));
  CHECK_FALSE(row.optional_text(4));
  CHECK(row.optional_int64(0) == 7);
  CHECK(row.column_name(1) == "name");
  CHECK_FALSE(row.step());
}

TEST_CASE("an empty text is not null, an absent optional is", "[database]") {
  Connection connection = with_table();
  connection.execute("INSERT INTO item (id, name) VALUES (?, ?)", 1, std::string_view());
  connection.execute("INSERT INTO item (id, name) VALUES (?, ?)", 2, std::optional<std::string>());
  auto rows = connection.prepare("SELECT name FROM item ORDER BY id");
  REQUIRE(rows.step());
  CHECK(rows.optional_text(0) == "");
  REQUIRE(rows.step());
  CHECK_FALSE(rows.optional_text(0));
}

TEST_CASE("a statement given back forgets its bindings and its row", "[database]") {
  Connection connection = with_table();
  connection.execute("INSERT INTO item (id, name) VALUES (1, ?)", "x");
  { connection.prepare("SELECT ?").bind(1, "left over").step(); }
  auto again = connection.prepare("SELECT ?");
  REQUIRE(again.step());
  CHECK(again.is_null(0));
}

TEST_CASE("the same text can be on loan twice", "[database]") {
  Connection connection = with_table();
  connection.execute("INSERT INTO item (id) VALUES (1), (2)");
  auto outer = connection.prepare("SELECT id FROM item ORDER BY id");
  REQUIRE(outer.step());
  auto inner = connection.prepare("SELECT id FROM item ORDER BY id");
  REQUIRE(inner.step());
  REQUIRE(inner.step());
  CHECK(inner.int64(0) == 2);
  CHECK(outer.int64(0) == 1);
}

TEST_CASE("a broken constraint is a conflict, wrong SQL our mistake, and the cause is told", "[database]") {
  Connection connection = with_table();
  connection.execute("INSERT INTO item (name) VALUES ('x')");
  CHECK(kind_of([&] { connection.execute("INSERT INTO item (name) VALUES ('x')"); }) == ErrorKind::conflict);
  CHECK(kind_of([&] { connection.execute("SELEKT"); }) == ErrorKind::internal);
  CHECK_THROWS_WITH(connection.execute("INSERT INTO item (name) VALUES ('x')"),
                    Catch::EndsWith("UNIQUE constraint failed: item.name"));
}

TEST_CASE("a statement is usable again after it failed", "[database]") {
  Connection connection = with_table();
  auto insert = connection.prepare("INSERT INTO item (name) VALUES (?)");
  insert.bind(1, "x").run();
  CHECK_THROWS_AS(insert.run(), Error);
  insert.bind(1, "y").run();
  CHECK(count(connection) == 2);
}

TEST_CASE("foreign keys are enforced", "[database]") {
  Connection connection = with_table();
  connection.execute_script("CREATE TABLE part (item INTEGER REFERENCES item(id)) STRICT");
  CHECK(kind_of([&] { connection.execute("INSERT INTO part VALUES (99)"); }) == ErrorKind::conflict);
}

TEST_CASE("another database cannot be attached", "[database]") {
  Connection connection = with_table();
  CHECK_THROWS_AS(connection.execute("ATTACH ':memory:' AS other"), Error);
}

TEST_CASE("a transaction that unwinds leaves nothing, a committed one everything", "[database]") {
  Connection connection = with_table();
  try {
    Transaction transaction(connection);
    connection.execute("INSERT INTO item (id) VALUES (1)");
    throw std::runtime_error("unwinding");
  } catch (const std::runtime_error&) {
  }
  CHECK_FALSE(connection.in_transaction());
  CHECK(count(connection) == 0);
  Transaction transaction(connection);
  connection.execute("INSERT INTO item (id) VALUES (1)");
  transaction.commit();
  CHECK(count(connection) == 1);
}

TEST_CASE("a part of a transaction fails alone", "[database]") {
  Connection connection = with_table();
  Transaction transaction(connection);
  {
    Savepoint kept(connection);
    connection.execute("INSERT INTO item (id) VALUES (1)");
    {
      Savepoint dropped(connection);
      connection.execute("INSERT INTO item (id) VALUES (2)");
    }
    kept.release();
  }
  transaction.commit();
  CHECK(count(connection) == 1);
}

TEST_CASE("outside a transaction there is no part of one", "[database]") {
  Connection connection = with_table();
  CHECK(kind_of([&] { Savepoint savepoint(connection); }) == ErrorKind::unavailable);
}

TEST_CASE("a second writer waits for its time and is then told to come again", "[database]") {
  const test::TemporaryFolder folder;
  Connection first = Connection::open(folder / "db");
  Connection second = Connection::open(folder / "db", {.busy_timeout_ms = 10});
  Transaction transaction(first);
  CHECK(kind_of([&] { Transaction other(second); }) == ErrorKind::unavailable);
}

TEST_CASE("a reader sees one state while a writer goes on", "[database]") {
  const test::TemporaryFolder folder;
  Connection writer = Connection::open(folder / "db");
  writer.execute_script(table);
  Connection reader = Connection::open(folder / "db", {.mode = OpenMode::read_only});
  Transaction reading(reader, Transaction::Kind::read);
  CHECK(count(reader) == 0);
  writer.execute("INSERT INTO item (id) VALUES (1)");
  CHECK(count(reader) == 0);
  reading.commit();
  CHECK(count(reader) == 1);
  CHECK_THROWS_AS(reader.execute("INSERT INTO item (id) VALUES (2)"), Error);
}

TEST_CASE("a file that is no database is refused, one that is missing cannot be read", "[database]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "text", std::string(5000, 'x'));
  CHECK(kind_of([&] { Connection::open(folder / "text"); }) == ErrorKind::invalid);
  CHECK(kind_of([&] { Connection::open(folder / "none", {.mode = OpenMode::read_only}); }) == ErrorKind::unavailable);
}

TEST_CASE("a backup is a complete database and never overwrites a file", "[database]") {
  const test::TemporaryFolder folder;
  Connection connection = Connection::open(folder / "db");
  connection.execute_script(table);
  connection.execute("INSERT INTO item (id) VALUES (1)");
  connection.backup_to(folder / "copy");
  connection.execute("INSERT INTO item (id) VALUES (2)");
  Connection copy = Connection::open(folder / "copy");
  CHECK(count(copy) == 1);
  CHECK(kind_of([&] { connection.backup_to(folder / "copy"); }) == ErrorKind::already_exists);
}

TEST_CASE("a full database refuses the write, keeps what it has, and goes on when there is room", "[database]") {
  const test::TemporaryFolder folder;
  Connection connection = Connection::open(folder / "db");
  connection.execute_script(table);
  connection.set_max_page_count(8);
  std::int64_t kept = 0;
  const auto insert = [&] {
    connection.execute("INSERT INTO item (name) VALUES (?)", std::string(3000, 'x') + std::to_string(kept));
    ++kept;
  };
  CHECK(kind_of([&] { for (;;) insert(); }) == ErrorKind::unavailable);
  CHECK(count(connection) == kept);
  connection.set_max_page_count(0);
  insert();
  CHECK(count(connection) == kept);
}

TEST_CASE("a database and its other files are for their owner alone", "[database]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "private.db";
  if (GENERATE(false, true)) {
    write_file_atomically(file, "", 0644); // one that an earlier version made
  }
  const auto connection = Connection::open(file);
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    CAPTURE(suffix);
    CHECK((std::filesystem::status(file.string() + suffix).permissions() & std::filesystem::perms(0077)) ==
          std::filesystem::perms::none);
  }
}
