#include "store/store.h"

#include "core/error.h"
#include "database/connection.h"
#include "database/migration.h"
#include "store/journal.h"
#include "store/writer.h"

#include <mutex>
#include <utility>
#include <vector>

namespace periapt::database {
extern const std::vector<Migration> store_migrations; // store/sql/*.sql, embedded at build
}

namespace periapt::store {
namespace {

constexpr auto insert_controller =
    "INSERT INTO controller (only_row, uuid, name, network) VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr auto select_epoch = "SELECT epoch FROM controller";
constexpr auto select_key_check = "SELECT sealed FROM secret_key_check";
constexpr auto insert_key_check = "INSERT INTO secret_key_check (only_row, sealed) VALUES (1, ?)";
constexpr std::string_view key_check = "periapt: key of secrets";

/// What is sealed here can be opened later only with the same key: another one is found out now.
void check_vault(database::Connection& connection, const SecretVault& vault) {
  auto row = connection.prepare(select_key_check);
  if (!row.step()) {
    const auto sealed = vault.seal(key_check, key_check);
    return connection.execute(insert_key_check, database::Blob{sealed});
  }
  try {
    vault.unseal(row.blob(0), key_check);
  } catch (const Error&) {
    throw make_error(ErrorKind::conflict, "the key file of secrets is not the one that \"{}\" was made with",
                     connection.name());
  }
}

void prepare(database::Connection& connection, const NewController& controller, StoreOptions& options) {
  database::migrate(connection, database::store_migrations);
  database::Transaction transaction(connection);
  connection.execute(insert_controller, controller.uuid, controller.name, controller.network);
  if (options.vault) check_vault(connection, *options.vault);
  else options.vault = SecretVault::ephemeral();
  transaction.commit();
}

std::int64_t read_epoch(database::Connection& connection) {
  auto statement = connection.prepare(select_epoch);
  statement.step();
  return statement.int64(0);
}

/// Read connections that lie idle, each lent to one reader at a time.
class ReaderPool {
public:
  ReaderPool(std::filesystem::path file, const StoreOptions& options)
      : file_(std::move(file)), vfs_(options.vfs), most_idle_(options.idle_readers) {}

  database::Connection take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    return database::Connection::open(file_, {.mode = database::OpenMode::read_only, .vfs = vfs_});
  }

  void put_back(database::Connection connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle_) idle_.push_back(std::move(connection));
  }

private:
  std::filesystem::path file_;
  std::string vfs_;
  std::size_t most_idle_;
  std::mutex mutex_;
  std::vector<database::Connection> idle_; // guarded by mutex_
};

class FileStore final : public Store {
public:
  FileStore(const std::filesystem::path& file, database::Connection connection, StoreOptions options)
      : epoch_(read_epoch(connection)), vault_(options.vault), readers_(file, options),
        writer_(std::move(connection), epoch_, options) {}

  void write(Body body, Done done) override { writer_.submit(std::move(body), std::move(done)); }
  void on_committed(std::function<void(Revision)> hook) override { writer_.on_committed(std::move(hook)); }
  void on_batch(std::function<void(const Batch&)> hook) override { writer_.on_batch(std::move(hook)); }
  std::size_t waiting_writes() const override { return writer_.waiting(); }

protected:
  void write_and_wait(Body body) override { writer_.submit_and_wait(std::move(body)); }

  void read_now(const std::function<void(const ReadTransaction&)>& body) override {
    auto connection = readers_.take();
    {
      database::Transaction transaction(connection, database::Transaction::Kind::read);
      body(ReadTransaction(connection, epoch_, *vault_));
    }
    readers_.put_back(std::move(connection));
  }

private:
  std::int64_t epoch_;
  std::shared_ptr<const SecretVault> vault_;
  ReaderPool readers_;
  WriterThread writer_;
};

class MemoryStore final : public Store {
public:
  MemoryStore(database::Connection connection, StoreOptions options)
      : connection_(std::move(connection)), epoch_(read_epoch(connection_)), vault_(options.vault),
        batches_(connection_, epoch_, options) {}

  void write(Body body, Done done) override {
    std::vector<WriteRequest> batch;
    batch.push_back({std::move(body), std::move(done)});
    batches_.run(batch);
  }
  void on_committed(std::function<void(Revision)> hook) override { batches_.on_committed(std::move(hook)); }
  void on_batch(std::function<void(const Batch&)> hook) override { batches_.on_batch(std::move(hook)); }
  std::size_t waiting_writes() const override { return 0; }

protected:
  void write_and_wait(Body body) override {
    std::exception_ptr failure;
    write(std::move(body), [&](std::exception_ptr error, Revision) { failure = error; });
    if (failure) std::rethrow_exception(failure);
  }
  void read_now(const std::function<void(const ReadTransaction&)>& body) override {
    body(ReadTransaction(connection_, epoch_, *vault_));
  }

private:
  database::Connection connection_;
  std::int64_t epoch_;
  std::shared_ptr<const SecretVault> vault_;
  BatchWriter batches_;
};

} // namespace

std::unique_ptr<Store> Store::open(const std::filesystem::path& file, const NewController& controller,
                                   StoreOptions options) {
  auto connection = database::Connection::open(file, {.vfs = options.vfs});
  prepare(connection, controller, options);
  return std::make_unique<FileStore>(file, std::move(connection), std::move(options));
}

std::unique_ptr<Store> Store::open_in_memory(const NewController& controller, StoreOptions options) {
  auto connection = database::Connection::in_memory();
  prepare(connection, controller, options);
  return std::make_unique<MemoryStore>(std::move(connection), std::move(options));
}

} // namespace periapt::store
