// One hook at a time on a machine, from preparation to commit; an action may name a lock of its own instead.
// Rule: contract/hooks.md, section 12 and 13.
// Threads: the agent's one thread. Waiters are served in order, by the loop, never from inside a call.
#pragma once

#include "agent/scheduler.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace periapt::agent {

class MachineLock {
public:
  explicit MachineLock(Scheduler& scheduler) : scheduler_(scheduler) {}
  MachineLock(const MachineLock&) = delete;
  MachineLock& operator=(const MachineLock&) = delete;

  /// True: `owner` has it now. False: `granted` is called once it has. An owner has, or waits for, one at a time.
  /// `group`: the lock of an execution group; empty: the machine's.
  bool acquire(const void* owner, std::function<void()> granted, const std::string& group = "");
  /// Gives back what it has, or stops waiting; nothing happens to who has neither.
  void release(const void* owner);

private:
  struct Waiter {
    const void* owner;
    std::function<void()> granted;
  };
  struct Lock {
    const void* owner = nullptr;
    std::deque<Waiter> waiters;
    std::unique_ptr<Scheduler::Timer> hand_over;
  };
  void pass_on(Lock& lock);

  Scheduler& scheduler_;
  std::map<std::string, Lock> locks_; // by group
};

} // namespace periapt::agent
