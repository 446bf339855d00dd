// Inside the room only: what connection.h hides. Nothing outside database includes this.
#pragma once

#include "core/error.h"
#include "database/connection.h"

#include <sqlite3.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::database {

struct Connection::State {
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  sqlite3_stmt* take(std::string_view sql);
  void give_back(const std::string& sql, sqlite3_stmt* statement) noexcept;
  /// The failure of the last call, as an Error. `doing` is the SQL text or what was attempted.
  Error failure(int code, std::string_view doing) const;

  sqlite3* database = nullptr;
  std::string name;
  std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> idle; // statements nobody uses, by SQL text
};

struct Statement::Handle {
  Connection::State& connection; // outlives its statements
  std::string sql;
  sqlite3_stmt* statement;
};

/// The closed list of what can go wrong with a database.
ErrorKind error_kind_of(int sqlite_code);

} // namespace periapt::database
