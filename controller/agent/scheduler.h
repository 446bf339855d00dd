// Time and chance for the agent's core, passed in: the simulation runs hours of leases, back-offs and outages
// in milliseconds, each history again by its seed. Production: asio_scheduler.h.
// Threads: the agent's one thread; actions are run by its loop, never from inside a call.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace periapt::agent {

class Scheduler {
public:
  /// Destroying it cancels the action; destroying it from inside the action is allowed.
  class Timer {
  public:
    virtual ~Timer() = default;
  };

  virtual ~Scheduler() = default;
  /// Runs `action` once. A delay of 0 means the next turn of the loop.
  [[nodiscard]] virtual std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> action) = 0;
};

class Chance {
public:
  virtual ~Chance() = default;
  /// 2 * size_bytes hex digits.
  virtual std::string hex(std::size_t size_bytes) = 0;
  /// In [-1, 1): `interval * (1 + 0.2 * jitter())` is the interval ±20 %.
  virtual double jitter() = 0;
};

} // namespace periapt::agent
