#include "core/error.h"
#include "database/connection.h"

namespace periapt::database {
namespace {

/// While unwinding: what cannot be rolled back has been rolled back by SQLite itself.
void roll_back_quietly(Connection& connection, const char* sql) noexcept {
  try {
    if (connection.in_transaction()) connection.execute_script(sql);
  } catch (const std::exception&) {
    // the error that is unwinding tells the cause
  }
}

} // namespace

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  connection_.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (open_) roll_back_quietly(connection_, "ROLLBACK");
}

void Transaction::commit() {
  connection_.execute("COMMIT"); // if it throws, the destructor rolls back
  open_ = false;
}

Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  if (!connection_.in_transaction()) {
    throw make_error(ErrorKind::unavailable, "the transaction in the database \"{}\" was rolled back", connection_.name());
  }
  connection_.execute("SAVEPOINT part");
}

Savepoint::~Savepoint() {
  if (open_) roll_back_quietly(connection_, "ROLLBACK TO part; RELEASE part");
}

void Savepoint::release() {
  connection_.execute("RELEASE part");
  open_ = false;
}

} // namespace periapt::database
