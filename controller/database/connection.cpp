#include "database/connection.h"

#include "base/file.h"
#include "base/unique_fd.h"
#include "database/query_count.h"
#include "database/sqlite_handle.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace periapt::database {
namespace {

constexpr std::int64_t most_pages = 4294967294; // SQLite's own limit

/// SQLite's count of its memory, which nobody asks for, takes a lock at each allocation. It can be switched off before
/// the first use only; later it stays, which costs time and nothing else.
void stop_counting_memory() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// What is stored may hold passwords. SQLite gives its other files the mode of this one. Nothing is closed that was
/// open before: that would end other connections' locks. What cannot be made is said by SQLite.
void make_private(const std::filesystem::path& path) {
  if (path == ":memory:") return;
  const UniqueFd made(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  std::error_code ignored;
  if (!made && std::filesystem::is_regular_file(path, ignored)) ::chmod(path.c_str(), 0600);
}

} // namespace

ErrorKind error_kind_of(int sqlite_code) {
  switch (sqlite_code & 0xff) { // the primary code
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
  case SQLITE_FULL:
  case SQLITE_IOERR:
  case SQLITE_INTERRUPT:
  case SQLITE_CANTOPEN:
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_NOMEM: return ErrorKind::unavailable;
  case SQLITE_CONSTRAINT: return ErrorKind::conflict;
  case SQLITE_NOTADB:
  case SQLITE_CORRUPT: return ErrorKind::invalid;
  default: return ErrorKind::internal;
  }
}

Error Connection::State::failure(int code, std::string_view doing) const {
  const ErrorKind kind = error_kind_of(code);
  const char* cause = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  if (kind == ErrorKind::internal) return make_error(kind, "cannot run \"{}\" in the database: {}", doing, cause);
  if (kind == ErrorKind::conflict) return make_error(kind, "cannot change the database \"{}\": {}", name, cause);
  return make_error(kind, "cannot use the database \"{}\": {}", name, cause);
}

Connection::State::~State() {
  for (const auto& [sql, statements] : idle) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  sqlite3_close(database);
}

sqlite3_stmt* Connection::State::take(std::string_view sql) {
  if (const auto found = idle.find(sql); found != idle.end() && !found->second.empty()) {
    sqlite3_stmt* statement = found->second.back();
    found->second.pop_back();
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) throw failure(code, sql);
  return statement;
}

void Connection::State::give_back(const std::string& sql, sqlite3_stmt* statement) noexcept {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  try {
    idle[sql].push_back(statement);
  } catch (...) { // no memory for the cache: do without
    sqlite3_finalize(statement);
  }
}

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::open(const std::filesystem::path& path, const OpenOptions& options) {
  stop_counting_memory();
  auto state = std::make_unique<State>();
  state->name = path.string();
  const bool writes = options.mode == OpenMode::read_write;
  const int flags = SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  if (writes && vfs == nullptr) make_private(path);
  const int code = sqlite3_open_v2(path.c_str(), &state->database, flags, vfs);
  if (code != SQLITE_OK) throw state->failure(code, "open");
  sqlite3_extended_result_codes(state->database, 1);
  sqlite3_limit(state->database, SQLITE_LIMIT_ATTACHED, 0); // DESIGN section 9, rule 27
  sqlite3_busy_timeout(state->database, options.busy_timeout_ms);
  Connection connection(std::move(state));
  if (writes) connection.execute_script("PRAGMA journal_mode=WAL");
  connection.execute_script("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                            "PRAGMA temp_store=MEMORY; SELECT count(*) FROM sqlite_schema"); // is it a database?
  return connection;
}

Connection Connection::in_memory() {
  Connection connection = open(":memory:");
  connection.state_->name = "memory";
  return connection;
}

Statement Connection::prepare(std::string_view sql) {
  count_query();
  sqlite3_stmt* statement = state_->take(sql);
  return Statement(std::unique_ptr<Statement::Handle>(new Statement::Handle{*state_, std::string(sql), statement}));
}

void Connection::execute_script(const std::string& sql) {
  const int code = sqlite3_exec(state_->database, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw state_->failure(code, sql);
}

std::string Connection::name() const { return state_->name; }
std::int64_t Connection::last_insert_id() const { return sqlite3_last_insert_rowid(state_->database); }
std::int64_t Connection::changes() const { return sqlite3_changes64(state_->database); }
bool Connection::in_transaction() const { return sqlite3_get_autocommit(state_->database) == 0; }
void Connection::interrupt() { sqlite3_interrupt(state_->database); }

void Connection::sync() {
  sqlite3_file* wal = nullptr;
  int code = sqlite3_file_control(state_->database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
  if (code == SQLITE_OK && wal && wal->pMethods) code = wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
  if (code != SQLITE_OK) throw state_->failure(code, "sync");
}

void Connection::checkpoint() {
  const int code = sqlite3_wal_checkpoint_v2(state_->database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK) throw state_->failure(code, "checkpoint");
}

void Connection::require_sound() {
  auto faults = prepare("PRAGMA quick_check(1)");
  if (!faults.step() || faults.text_view(0) == "ok") return;
  throw make_error(ErrorKind::invalid, "cannot use the database \"{}\": {}", name(), faults.text_view(0));
}

void Connection::set_max_page_count(std::int64_t pages) {
  execute_script(fmt::format("PRAGMA max_page_count={}", pages > 0 ? pages : most_pages));
}

void Connection::backup_to(const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) throw make_error(ErrorKind::already_exists, "backup file \"{}\" already exists", path.string());
  State copy;
  copy.name = path.string();
  int code = sqlite3_open(path.c_str(), &copy.database);
  if (code != SQLITE_OK) throw copy.failure(code, "open");
  sqlite3_backup* backup = sqlite3_backup_init(copy.database, "main", state_->database, "main");
  if (!backup) throw copy.failure(sqlite3_errcode(copy.database), "backup");
  sqlite3_backup_step(backup, -1);
  code = sqlite3_backup_finish(backup);
  if (code == SQLITE_OK) return;
  const Error error = copy.failure(code, "backup");
  remove_tree(path);
  throw error;
}

} // namespace periapt::database
