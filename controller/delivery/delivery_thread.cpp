#include "delivery/delivery_thread.h"

#include "base/log.h"
#include "database/query_count.h"

#include <exception>

namespace periapt::delivery {

DeliveryThread::DeliveryThread(store::Store& store, const Log& log, Limits limits)
    : delivery_(store, limits), log_(log), thread_([this](std::stop_token stop) { run(stop); }) {}

DeliveryThread::~DeliveryThread() = default;

void DeliveryThread::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void DeliveryThread::wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  changed_.notify_one();
}

void DeliveryThread::post(std::function<void(Delivery&)> task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  changed_.notify_one();
}

void DeliveryThread::run(std::stop_token stop) {
  database::count_queries_as("delivery");
  while (true) {
    std::vector<std::function<void(Delivery&)>> tasks;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return woken_ || !tasks_.empty(); })) return;
      woken_ = false;
      tasks.swap(tasks_);
    }
    round(std::move(tasks));
  }
}

/// A failed read (a full disk does not stop reads, a broken one does) leaves marks and questions as they
/// were: the next commit tries again.
void DeliveryThread::round(std::vector<std::function<void(Delivery&)>> tasks) {
  try {
    for (auto& task : tasks) task(delivery_);
    delivery_.pump();
  } catch (const std::exception& error) {
    log_.error("delivery", "Cannot deliver changes: {}", error.what());
  }
}

} // namespace periapt::delivery
