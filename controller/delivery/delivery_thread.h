// Gives Delivery its thread, and everybody else a way to talk to it. Woken by the store after each commit;
// wakes of a busy thread coalesce. Handlers are called on this thread: they hand their message on and return.
// Threads: every method may be called from any thread, also from a handler.
#pragma once

#include "delivery/delivery.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace periapt {
class Log;
}

namespace periapt::delivery {

class DeliveryThread {
public:
  DeliveryThread(store::Store& store, const Log& log, Limits limits = {});
  ~DeliveryThread();

  /// Ends the thread: no handler is called afterwards. For those whose handlers lead to something that goes before this
  /// object does; the destructor does it too.
  void stop();

  /// Something was committed.
  void wake();
  /// Runs `task` on the thread; after it, those who have asked are served.
  void post(std::function<void(Delivery&)> task);

private:
  void run(std::stop_token stop);
  void round(std::vector<std::function<void(Delivery&)>> tasks);

  Delivery delivery_; // this thread only
  const Log& log_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool woken_ = false;                                // guarded by mutex_
  std::vector<std::function<void(Delivery&)>> tasks_; // guarded by mutex_
  std::jthread thread_;
};

} // namespace periapt::delivery
