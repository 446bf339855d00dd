#include "database/sqlite_handle.h"

namespace periapt::database {
namespace {

/// SQLite takes a null pointer for NULL; an empty text is not NULL.
const char* not_null(std::string_view bytes) { return bytes.data() ? bytes.data() : ""; }

} // namespace

Statement::Statement(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Statement::Statement(Statement&&) noexcept = default;

Statement::~Statement() {
  if (handle_) handle_->connection.give_back(handle_->sql, handle_->statement);
}

Statement& Statement::bind_int64(int position, std::int64_t value) {
  const int code = sqlite3_bind_int64(handle_->statement, position, value);
  if (code != SQLITE_OK) throw handle_->connection.failure(code, handle_->sql);
  return *this;
}

Statement& Statement::bind(int position, double value) {
  const int code = sqlite3_bind_double(handle_->statement, position, value);
  if (code != SQLITE_OK) throw handle_->connection.failure(code, handle_->sql);
  return *this;
}

Statement& Statement::bind(int position, std::string_view text) {
  const int code =
      sqlite3_bind_text64(handle_->statement, position, not_null(text), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) throw handle_->connection.failure(code, handle_->sql);
  return *this;
}

Statement& Statement::bind(int position, Blob blob) {
  const int code =
      sqlite3_bind_blob64(handle_->statement, position, not_null(blob.bytes), blob.bytes.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) throw handle_->connection.failure(code, handle_->sql);
  return *this;
}

Statement& Statement::bind(int position, std::nullptr_t) {
  const int code = sqlite3_bind_null(handle_->statement, position);
  if (code != SQLITE_OK) throw handle_->connection.failure(code, handle_->sql);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_->statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const Error error = handle_->connection.failure(code, handle_->sql);
  sqlite3_reset(handle_->statement);
  throw error;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() { sqlite3_reset(handle_->statement); }

std::int64_t Statement::int64(int column) const { return sqlite3_column_int64(handle_->statement, column); }
double Statement::real(int column) const { return sqlite3_column_double(handle_->statement, column); }

std::string Statement::text(int column) const { return std::string(text_view(column)); }

std::string_view Statement::text_view(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_->statement, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_->statement, column))};
}

std::string Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_->statement, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_->statement, column))};
}

bool Statement::is_null(int column) const { return sqlite3_column_type(handle_->statement, column) == SQLITE_NULL; }

std::optional<std::int64_t> Statement::optional_int64(int column) const {
  if (is_null(column)) return std::nullopt;
  return int64(column);
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

int Statement::column_count() const { return sqlite3_column_count(handle_->statement); }
std::string Statement::column_name(int column) const { return sqlite3_column_name(handle_->statement, column); }

} // namespace periapt::database
