// The back-off of a failed operation: 5 s, then twice as long each time, ±3 %, at most 5 min.
// Rule: contract/hooks.md 8.2. Threads: the agent's one thread.
#pragma once

#include "agent/scheduler.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

namespace periapt::agent {

class RetryTimer {
public:
  RetryTimer(Scheduler& scheduler, Chance& chance) : scheduler_(scheduler), chance_(chance) {}

  /// The operation failed (again): waits for the next delay, then calls `due`.
  void start(std::function<void()> due) {
    due_ = false;
    const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(delay_ * (1 + 0.03 * chance_.jitter()));
    delay_ = std::min(delay_ * 2, longest);
    const auto fire = [this, due = std::move(due)] {
      due_ = true;
      due();
    };
    timer_ = scheduler_.after(delay, fire);
  }
  /// The unit left the error state, or somebody resolved it: the next failure waits 5 s again.
  void reset() {
    due_ = false;
    delay_ = shortest;
    timer_.reset();
  }
  bool due() const { return due_; }
  bool started() const { return timer_ != nullptr; }

private:
  static constexpr std::chrono::milliseconds shortest{5000};
  static constexpr std::chrono::milliseconds longest{300000};

  Scheduler& scheduler_;
  Chance& chance_;
  std::chrono::milliseconds delay_ = shortest;
  bool due_ = false;
  std::unique_ptr<Scheduler::Timer> timer_;
};

} // namespace periapt::agent
