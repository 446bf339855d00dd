// The schema's history: SQL files embedded at build (embed_sql.cmake), applied in order, one per transaction,
// each recorded with its checksum in the table schema_migrations. A shipped file never changes.
#pragma once

#include <string>
#include <vector>

namespace periapt::database {

class Connection;

struct Migration {
  std::string name; // "0001-model"
  std::string sql;
};

/// Brings the database to the program's schema; nothing to do is success. Each migration is all or nothing.
/// Throws Error(conflict), the database unchanged, if it knows migrations this program does not (a newer
/// version made it), or if one that was applied differs from the program's.
void migrate(Connection& connection, const std::vector<Migration>& migrations);

} // namespace periapt::database
