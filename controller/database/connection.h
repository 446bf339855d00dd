// One connection to a SQLite database: WAL, synchronous=FULL, foreign_keys=ON. What is acknowledged by
// Transaction::commit() survives a power loss (I8).
// Errors: periapt::Error. `unavailable`: disk full, busy, I/O error; `conflict`: a constraint;
// `invalid`: not a database; `internal`: our SQL is wrong. The cause is SQLite's own text, last.
// Threads: one at a time for a connection and everything made from it; several connections to one file may
// be used by several threads or processes.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::database {

class Connection;

/// Bytes to be stored as a BLOB.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement on loan from the connection's cache: back there, reset, when destroyed.
/// Parameters are bound in order of calls to bind(), or by position from 1.
class Statement {
public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  template <std::integral Integer>
  Statement& bind(int position, Integer value) {
    return bind_int64(position, static_cast<std::int64_t>(value));
  }
  Statement& bind(int position, double value);
  Statement& bind(int position, std::string_view text);
  Statement& bind(int position, Blob blob);
  Statement& bind(int position, std::nullptr_t);
  Statement& bind(int position, const std::string& text) { return bind(position, std::string_view(text)); }
  Statement& bind(int position, const char* text) { return bind(position, std::string_view(text)); }
  template <class T>
  Statement& bind(int position, const std::optional<T>& value) {
    return value ? bind(position, *value) : bind(position, nullptr);
  }
  /// bind_all(a, b, c) = bind(1, a), bind(2, b), bind(3, c)
  template <class... Values>
  Statement& bind_all(const Values&... values) {
    int position = 0;
    (bind(++position, values), ...);
    return *this;
  }

  /// True: a row is there to be read. False: done.
  bool step();
  /// For statements without rows; runs to the end and resets, so that it can be bound and run again.
  void run();
  /// Ready for another round; bindings stay.
  void reset();

  /// Columns of the current row, from 0. A null reads as 0, "" or nullopt.
  std::int64_t int64(int column) const;
  double real(int column) const;
  bool boolean(int column) const { return int64(column) != 0; }
  std::string text(int column) const;
  std::string_view text_view(int column) const; // until the next step
  std::string blob(int column) const;
  bool is_null(int column) const;
  std::optional<std::int64_t> optional_int64(int column) const;
  std::optional<std::string> optional_text(int column) const;
  int column_count() const;
  std::string column_name(int column) const;

private:
  friend class Connection;
  struct Handle;
  explicit Statement(std::unique_ptr<Handle> handle);
  Statement& bind_int64(int position, std::int64_t value);
  std::unique_ptr<Handle> handle_;
};

enum class OpenMode { read_write, read_only };

struct OpenOptions {
  OpenMode mode = OpenMode::read_write; // read_write makes the file; read_only wants it to be there
  int busy_timeout_ms = 5000;
  std::string vfs; // for tests: the name of a registered VFS
};

class Connection {
public:
  static Connection open(const std::filesystem::path& path, const OpenOptions& options = {});
  /// Of its own, gone with the connection.
  static Connection in_memory();

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// The SQL text is the cache's key: use constants. Two loans of the same text at once are allowed.
  Statement prepare(std::string_view sql);
  /// prepare, bind_all, run
  template <class... Values>
  void execute(std::string_view sql, const Values&... values) {
    prepare(sql).bind_all(values...).run();
  }
  /// Several statements separated by semicolons, without parameters: migrations.
  void execute_script(const std::string& sql);

  /// The file's path, or "memory"; for messages.
  std::string name() const;
  std::int64_t last_insert_id() const;
  /// Rows changed by the last INSERT, UPDATE or DELETE.
  std::int64_t changes() const;
  bool in_transaction() const;

  /// A complete copy as of one moment into a new file, while others go on reading and writing; synced.
  void backup_to(const std::filesystem::path& path);
  /// What was committed is on the disk afterwards, also where `PRAGMA synchronous` leaves that open.
  void sync();
  /// Moves the WAL's content into the database file and empties it; what is being read stays.
  void checkpoint();
  /// Reads all of it; throws Error(invalid) if its pages do not fit together.
  void require_sound();
  /// For tests of a full disk. 0: no limit.
  void set_max_page_count(std::int64_t pages);
  /// From another thread: makes what is running fail with `unavailable`.
  void interrupt();

private:
  friend class Statement;
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// BEGIN IMMEDIATE (a writer waits here, not in the middle) … COMMIT; rolled back when it unwinds uncommitted.
class Transaction {
public:
  enum class Kind { write, read };
  /// `read`: one consistent state for several SELECTs.
  explicit Transaction(Connection& connection, Kind kind = Kind::write);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// Durable when it returns. If it throws, the transaction is rolled back.
  void commit();
  Connection& connection() noexcept { return connection_; }

private:
  Connection& connection_;
  bool open_ = true;
};

/// A part of a transaction that can fail alone: one request in a group commit's batch.
/// Rolled back to its beginning when it unwinds unreleased. They nest.
class Savepoint {
public:
  /// Throws Error(unavailable) outside a transaction: SQLite ends one by itself when the disk is full.
  explicit Savepoint(Connection& connection);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  /// Keeps its effects, as far as the transaction is committed.
  void release();

private:
  Connection& connection_;
  bool open_ = true;
};

} // namespace periapt::database
