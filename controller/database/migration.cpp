#include "database/migration.h"

#include "base/sha256.h"
#include "core/error.h"
#include "database/connection.h"

namespace periapt::database {
namespace {

constexpr const char* create_table = R"(
CREATE TABLE IF NOT EXISTS schema_migrations (
  position INTEGER PRIMARY KEY,     -- from 1, without gaps
  name     TEXT NOT NULL UNIQUE,    -- "0001-model"
  checksum TEXT NOT NULL            -- SHA-256 of its text
) STRICT)";

struct Applied {
  std::string name;
  std::string checksum;
};

std::vector<Applied> applied_migrations(Connection& connection) {
  std::vector<Applied> applied;
  auto rows = connection.prepare("SELECT name, checksum FROM schema_migrations ORDER BY position");
  while (rows.step()) applied.push_back({rows.text(0), rows.text(1)});
  return applied;
}

void check_history(const Connection& connection, const std::vector<Applied>& applied,
                   const std::vector<Migration>& migrations) {
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (i >= migrations.size()) {
      throw make_error(ErrorKind::conflict,
                       "cannot use the database \"{}\": a newer version of this program made it "
                       "(migration \"{}\" is unknown here)",
                       connection.name(), applied[i].name);
    }
    if (applied[i].name != migrations[i].name || applied[i].checksum != sha256_hex(migrations[i].sql)) {
      throw make_error(ErrorKind::conflict,
                       "cannot use the database \"{}\": migration \"{}\" differs from this program's \"{}\"",
                       connection.name(), applied[i].name, migrations[i].name);
    }
  }
}

void apply(Connection& connection, std::size_t position, const Migration& migration) {
  connection.execute_script(migration.sql);
  connection.execute("INSERT INTO schema_migrations (position, name, checksum) VALUES (?, ?, ?)", position,
                     migration.name, sha256_hex(migration.sql));
}

} // namespace

void migrate(Connection& connection, const std::vector<Migration>& migrations) {
  for (bool finished = false; !finished;) {
    Transaction transaction(connection); // a write lock: two programs starting at once take turns
    connection.execute_script(create_table);
    const auto applied = applied_migrations(connection);
    check_history(connection, applied, migrations);
    finished = applied.size() == migrations.size();
    if (!finished) apply(connection, applied.size() + 1, migrations[applied.size()]);
    transaction.commit();
  }
}

} // namespace periapt::database
