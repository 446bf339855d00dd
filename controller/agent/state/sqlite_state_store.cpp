#include "agent/state/sqlite_state_store.h"

#include "agent/state/remote_rows.h"
#include "core/error.h"
#include "database/migration.h"
#include "wire/codec.h"

#include <utility>

namespace periapt::database {
extern const std::vector<Migration> agent_migrations; // state/sql, embedded at build
}

namespace periapt::agent {
namespace {

using database::Connection;
using database::Transaction;

/// A database and its WAL, which belong together, under another name.
std::filesystem::path set_aside(const std::filesystem::path& path) {
  const std::filesystem::path aside = path.string() + ".malformed";
  for (const auto* part : {"", "-wal"})
    if (const std::filesystem::path file = path.string() + part; exists(file)) rename(file, aside.string() + part);
  remove(std::filesystem::path(path.string() + "-shm"));
  return aside;
}

std::vector<Commit> read_commits(database::Statement rows) {
  std::vector<Commit> commits;
  while (rows.step()) commits.push_back(wire::decode<Commit>(rows.text(0)));
  return commits;
}

void write_charm_state(Connection& connection, UnitId unit, const BagChanges& changes) {
  for (const auto& [key, value] : changes) {
    if (value) {
      connection.execute("INSERT INTO charm_state (unit, key, value) VALUES (?, ?, ?) "
                         "ON CONFLICT (unit, key) DO UPDATE SET value = excluded.value",
                         unit.value, key, *value);
    } else {
      connection.execute("DELETE FROM charm_state WHERE unit = ? AND key = ?", unit.value, key);
    }
  }
}

} // namespace

SqliteStateStore::SqliteStateStore(const std::filesystem::path& path) : connection_(Connection::open(path)) {
  connection_.prepare("PRAGMA locking_mode = EXCLUSIVE").step(); // nobody else's, so no lock for each transaction
  connection_.require_sound();
  database::migrate(connection_, database::agent_migrations);
  connection_.prepare("PRAGMA synchronous = NORMAL").run(); // sync() does the rest
}

SqliteStateStore SqliteStateStore::open(const std::filesystem::path& path, const Log& log) {
  try {
    return SqliteStateStore(path);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::invalid) throw;
    const auto aside = set_aside(path);
    log.error("agent", "{}: it is set aside as \"{}\", and units go on from what the controller knows", error.what(), aside.string());
  }
  return SqliteStateStore(path);
}

std::optional<StoredUnit> SqliteStateStore::load_unit(UnitId unit) {
  auto rows = connection_.prepare("SELECT record FROM unit WHERE id = ?");
  rows.bind_all(unit.value);
  if (!rows.step()) return std::nullopt;
  StoredUnit stored{.record = wire::decode<UnitRecord>(rows.text(0))};

  auto outbox = connection_.prepare("SELECT body FROM outbox WHERE unit = ? ORDER BY number");
  outbox.bind_all(unit.value);
  stored.outbox = read_commits(std::move(outbox));
  auto writes = connection_.prepare("SELECT body FROM hook_write WHERE unit = ? ORDER BY position");
  writes.bind_all(unit.value);
  stored.hook_writes = read_commits(std::move(writes));
  auto state = connection_.prepare("SELECT key, value FROM charm_state WHERE unit = ?");
  state.bind_all(unit.value);
  while (state.step()) stored.charm_state.emplace(state.text(0), state.text(1));
  return stored;
}

std::vector<UnitId> SqliteStateStore::units() {
  std::vector<UnitId> ids;
  auto rows = connection_.prepare("SELECT id FROM unit ORDER BY id");
  while (rows.step()) ids.push_back(UnitId{rows.int64(0)});
  return ids;
}

void SqliteStateStore::save_unit(UnitId unit, const UnitChange& change) {
  Transaction transaction(connection_);
  if (change.record) {
    connection_.execute("INSERT INTO unit (id, record) VALUES (?, ?) "
                        "ON CONFLICT (id) DO UPDATE SET record = excluded.record",
                        unit.value, wire::encode(*change.record));
  }
  if (change.appended) {
    connection_.execute("INSERT INTO outbox (unit, number, body) VALUES (?, ?, ?)", unit.value,
                        change.appended->number, wire::encode(*change.appended));
  }
  if (change.delivered) {
    connection_.execute("DELETE FROM outbox WHERE unit = ? AND number <= ?", unit.value, *change.delivered);
  }
  if (change.clear_hook_writes) connection_.execute("DELETE FROM hook_write WHERE unit = ?", unit.value);
  if (change.hook_write) {
    connection_.execute("INSERT INTO hook_write (unit, body) VALUES (?, ?)", unit.value,
                        wire::encode(*change.hook_write));
  }
  write_charm_state(connection_, unit, change.charm_state);
  transaction.commit();
}

void SqliteStateStore::remove_unit(UnitId unit) {
  Transaction transaction(connection_);
  connection_.execute("DELETE FROM unit WHERE id = ?", unit.value);
  connection_.execute("DELETE FROM outbox WHERE unit = ?", unit.value);
  connection_.execute("DELETE FROM hook_write WHERE unit = ?", unit.value);
  connection_.execute("DELETE FROM charm_state WHERE unit = ?", unit.value);
  transaction.commit();
}

void SqliteStateStore::begin(const std::string& boot_id) {
  sync();
  auto known = connection_.prepare("SELECT id FROM boot");
  if (known.step() && known.text(0) == boot_id) return;
  known.reset();
  Transaction transaction(connection_);
  forget_remote(connection_);
  connection_.execute("INSERT INTO boot (one, id) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET id = excluded.id",
                      boot_id);
  transaction.commit();
}

std::optional<AgentUpdate> SqliteStateStore::load_remote() { return read_remote(connection_); }

void SqliteStateStore::save_remote(const AgentUpdate& update) {
  Transaction transaction(connection_);
  write_remote(connection_, update);
  transaction.commit();
}

std::int64_t SqliteStateStore::shipped_log() {
  auto row = connection_.prepare("SELECT offset FROM shipped_log");
  return row.step() ? row.int64(0) : 0;
}

void SqliteStateStore::save_shipped_log(std::int64_t offset) {
  connection_.execute("INSERT INTO shipped_log (one, offset) VALUES (1, ?) "
                      "ON CONFLICT (one) DO UPDATE SET offset = excluded.offset",
                      offset);
}

} // namespace periapt::agent
