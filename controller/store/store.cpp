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

void prepare(database::Connection& connection, const NewController& controller) {
  database::migrate(connection, database::store_migrations);
  database::Transaction transaction(connection);
  connection.execute(insert_controller, controller.uuid, controller.name, controller.network);
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
      : epoch_(read_epoch(connection)), readers_(file, options),
        writer_(std::move(connection), epoch_, options) {}

  void write(Body body, Done done) override { writer_.submit(std::move(body), std::move(done)); }
  void on_committed(std::function<void(Revision)> hook) override { writer_.on_committed(std::move(hook)); }

protected:
  void write_and_wait(Body body) override { writer_.submit_and_wait(std::move(body)); }

  void read_now(const std::function<void(const ReadTransaction&)>& body) override {
    auto connection = readers_.take();
    {
      database::Transaction transaction(connection, database::Transaction::Kind::read);
      body(ReadTransaction(connection, epoch_));
    }
    readers_.put_back(std::move(connection));
  }

private:
  std::int64_t epoch_;
  ReaderPool readers_;
  WriterThread writer_;
};

class MemoryStore final : public Store {
public:
  MemoryStore(database::Connection connection, StoreOptions options)
      : connection_(std::move(connection)), epoch_(read_epoch(connection_)), batches_(connection_, epoch_, options) {}

  void write(Body body, Done done) override {
    std::vector<WriteRequest> batch;
    batch.push_back({std::move(body), std::move(done)});
    batches_.run(batch);
  }
  void on_committed(std::function<void(Revision)> hook) override { batches_.on_committed(std::move(hook)); }

protected:
  void write_and_wait(Body body) override {
    std::exception_ptr failure;
    write(std::move(body), [&](std::exception_ptr error, Revision) { failure = error; });
    if (failure) std::rethrow_exception(failure);
  }
  void read_now(const std::function<void(const ReadTransaction&)>& body) override {
    body(ReadTransaction(connection_, epoch_));
  }

private:
  database::Connection connection_;
  std::int64_t epoch_;
  BatchWriter batches_;
};

} // namespace

std::unique_ptr<Store> Store::open(const std::filesystem::path& file, const NewController& controller,
                                   StoreOptions options) {
  auto connection = database::Connection::open(file, {.vfs = options.vfs});
  prepare(connection, controller);
  return std::make_unique<FileStore>(file, std::move(connection), options);
}

std::unique_ptr<Store> Store::open_in_memory(const NewController& controller, StoreOptions options) {
  auto connection = database::Connection::in_memory();
  prepare(connection, controller);
  return std::make_unique<MemoryStore>(std::move(connection), options);
}

} // namespace periapt::store
