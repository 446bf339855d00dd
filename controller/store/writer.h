// How writes become commits. BatchWriter runs a batch of requests in one transaction, each in a savepoint of
// its own, so that one that fails undoes nobody else; WriterThread collects what arrives while a commit runs.
// Inside this room only; callers use Store.
#pragma once

#include "core/revision.h"
#include "database/connection.h"
#include "store/store.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace periapt::store {

struct WriteRequest {
  Store::Body body;
  Store::Done done;
  std::exception_ptr failure{};
  Revision revision{};
};

/// One thread.
class BatchWriter {
public:
  BatchWriter(database::Connection& connection, std::int64_t epoch, const StoreOptions& options);

  /// One durable transaction for all; then the hook, then each request's `done`.
  void run(std::vector<WriteRequest>& batch);
  void on_committed(std::function<void(Revision)> hook) { hook_ = std::move(hook); }
  void on_batch(std::function<void(const Batch&)> hook) { batch_hook_ = std::move(hook); }

private:
  enum class Attempt { committed, lost_transaction };
  Attempt try_commit(std::vector<WriteRequest>& batch);
  void run_body(WriteRequest& request);
  void compact_if_due();

  database::Connection& connection_;
  std::int64_t epoch_;
  std::shared_ptr<const SecretVault> vault_;
  std::int64_t journal_rows_;
  std::int64_t compacted_at_ = 0; // revision number
  Revision newest_{};
  bool recorded_ = false; // the running batch appended to the journal
  std::function<void(Revision)> hook_;
  std::function<void(const Batch&)> batch_hook_;
};

/// Owns the writing connection and its thread. Any thread may submit.
class WriterThread {
public:
  WriterThread(database::Connection connection, std::int64_t epoch, const StoreOptions& options);
  ~WriterThread(); // finishes what was submitted

  void submit(Store::Body body, Store::Done done);
  void submit_and_wait(Store::Body body);
  void on_committed(std::function<void(Revision)> hook) { batches_.on_committed(std::move(hook)); }
  void on_batch(std::function<void(const Batch&)> hook) { batches_.on_batch(std::move(hook)); }
  std::size_t waiting() const; // of any thread

private:
  void loop();
  std::vector<WriteRequest> next_batch();

  database::Connection connection_;
  BatchWriter batches_;
  std::size_t most_in_a_batch_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<WriteRequest> queue_; // guarded by mutex_
  bool stopping_ = false;          // guarded by mutex_
  std::thread thread_;
};

} // namespace periapt::store
