#include "database/migration.h"

#include "core/error.h"
#include "database/connection.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::database;

namespace {

const std::vector<Migration> two = {
    {"0001-item", "CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT; INSERT INTO item VALUES (1)"},
    {"0002-more", "INSERT INTO item VALUES (2)"},
};

std::int64_t count(Connection& connection, const std::string& of) {
  auto row = connection.prepare("SELECT count(*) FROM " + of);
  row.step();
  return row.int64(0);
}

} // namespace

TEST_CASE("migrations are applied in order, once", "[database]") {
  Connection connection = Connection::in_memory();
  migrate(connection, {two[0]});
  CHECK(count(connection, "item") == 1);
  migrate(connection, two);
  migrate(connection, two);
  CHECK(count(connection, "item") == 2);
  CHECK(count(connection, "schema_migrations") == 2);
}

TEST_CASE("a migration that fails leaves those before it and nothing of itself", "[database]") {
  Connection connection = Connection::in_memory();
  const Migration broken{"0002-broken", "INSERT INTO item VALUES (2); INSERT INTO item VALUES (2)"};
  CHECK_THROWS_AS(migrate(connection, {two[0], broken}), Error);
  CHECK(count(connection, "item") == 1);
  CHECK(count(connection, "schema_migrations") == 1);
  CHECK_NOTHROW(migrate(connection, two));
}

TEST_CASE("a database of a newer program is refused in one sentence", "[database]") {
  Connection connection = Connection::in_memory();
  migrate(connection, two);
  CHECK_THROWS_WITH(migrate(connection, {two[0]}),
                    "cannot use the database \"memory\": a newer version of this program made it "
                    "(migration \"0002-more\" is unknown here)");
  CHECK_FALSE(connection.in_transaction());
}

TEST_CASE("a shipped migration that changed is refused", "[database]") {
  Connection connection = Connection::in_memory();
  migrate(connection, two);
  auto changed = two;
  changed[0].sql += " ";
  CHECK_THROWS_WITH(migrate(connection, changed), Catch::Contains("\"0001-item\" differs"));
  CHECK(count(connection, "item") == 2);
}
