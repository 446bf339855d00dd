// One hook at a time on a machine, from preparation to commit. Rule: contract/hooks.md, section 13.
// Threads: the agent's one thread. Waiters are served in order, by the loop, never from inside a call.
#pragma once

#include "agent/scheduler.h"

#include <deque>
#include <functional>
#include <memory>

namespace periapt::agent {

class MachineLock {
public:
  explicit MachineLock(Scheduler& scheduler) : scheduler_(scheduler) {}
  MachineLock(const MachineLock&) = delete;
  MachineLock& operator=(const MachineLock&) = delete;

  /// True: `owner` has it now. False: `granted` is called once it has.
  bool acquire(const void* owner, std::function<void()> granted);
  /// Gives it back, or stops waiting; nothing happens to who has neither.
  void release(const void* owner);

private:
  struct Waiter {
    const void* owner;
    std::function<void()> granted;
  };
  void pass_on();

  Scheduler& scheduler_;
  const void* owner_ = nullptr;
  std::deque<Waiter> waiters_;
  std::unique_ptr<Scheduler::Timer> hand_over_;
};

} // namespace periapt::agent
