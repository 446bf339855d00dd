#include "store/writer.h"

#include "core/error.h"
#include "database/query_count.h"
#include "store/journal.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <iterator>

namespace periapt::store {

BatchWriter::BatchWriter(database::Connection& connection, std::int64_t epoch, const StoreOptions& options)
    : connection_(connection), epoch_(epoch), vault_(options.vault), journal_rows_(options.journal_rows) {}

void BatchWriter::run(std::vector<WriteRequest>& batch) {
  const auto start = std::chrono::steady_clock::now();
  try {
    // A body that failed may have taken the transaction with it (a full disk): the others run again.
    while (try_commit(batch) == Attempt::lost_transaction) {
    }
  } catch (...) {
    recorded_ = false;
    for (auto& request : batch)
      if (!request.failure) request.failure = std::current_exception();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (batch_hook_) batch_hook_({.requests = batch.size(), .seconds = took.count()});
  if (recorded_ && hook_) hook_(newest_);
  for (auto& request : batch) request.done(request.failure, request.revision);
  if (recorded_) compact_if_due();
}

BatchWriter::Attempt BatchWriter::try_commit(std::vector<WriteRequest>& batch) {
  recorded_ = false;
  database::Transaction transaction(connection_);
  for (auto& request : batch) {
    if (request.failure) continue;
    run_body(request);
    if (request.failure && !connection_.in_transaction()) return Attempt::lost_transaction;
  }
  transaction.commit();
  return Attempt::committed;
}

void BatchWriter::run_body(WriteRequest& request) {
  try {
    database::Savepoint savepoint(connection_);
    WriteTransaction transaction(connection_, epoch_, *vault_);
    request.body(transaction);
    request.revision = transaction.revision();
    savepoint.release();
    if (!transaction.has_recorded()) return;
    recorded_ = true;
    newest_ = request.revision;
  } catch (...) {
    request.failure = std::current_exception();
  }
}

void BatchWriter::compact_if_due() {
  const auto slack = std::max<std::int64_t>(journal_rows_ / 10, 1);
  if (newest_.number < compacted_at_ + slack || newest_.number <= journal_rows_) return;
  try {
    database::Transaction transaction(connection_);
    WriteTransaction write(connection_, epoch_, *vault_);
    compact_journal(write, journal_rows_);
    transaction.commit();
    compacted_at_ = newest_.number;
  } catch (const Error&) {
    // A journal that is too long is no failure of anybody's request; the next commit tries again.
  }
}

WriterThread::WriterThread(database::Connection connection, std::int64_t epoch, const StoreOptions& options)
    : connection_(std::move(connection)), batches_(connection_, epoch, options),
      most_in_a_batch_(options.most_in_a_batch), thread_([this] { loop(); }) {}

WriterThread::~WriterThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void WriterThread::submit(Store::Body body, Store::Done done) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({std::move(body), std::move(done)});
  }
  arrived_.notify_one();
}

void WriterThread::submit_and_wait(Store::Body body) {
  std::promise<void> finished;
  submit(std::move(body), [&finished](std::exception_ptr failure, Revision) {
    if (failure) finished.set_exception(failure);
    else finished.set_value();
  });
  finished.get_future().get();
}

std::size_t WriterThread::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::vector<WriteRequest> WriterThread::next_batch() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), most_in_a_batch_));
  std::vector<WriteRequest> batch(std::make_move_iterator(queue_.begin()),
                                  std::make_move_iterator(queue_.begin() + count));
  queue_.erase(queue_.begin(), queue_.begin() + count);
  return batch;
}

void WriterThread::loop() {
  database::count_queries_as("writes");
  for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) batches_.run(batch);
}

} // namespace periapt::store
