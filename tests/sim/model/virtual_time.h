// A clock that only moves when the next thing is due. Everything in a history happens on it, in one thread.
#pragma once

#include "agent/scheduler.h"
#include "base/clock.h"
#include "sim/random.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace periapt::sim {

class VirtualTime final : public Clock {
public:
  std::int64_t wall_ms() const override { return 1'767'225'600'000 + now_ms_; }
  std::int64_t boot_ms() const override { return now_ms_; }

  void after(std::int64_t delay_ms, std::function<void()> action) {
    due_.emplace(std::pair(now_ms_ + delay_ms, ++sequence_), std::move(action));
  }
  void run_for(std::int64_t duration_ms) {
    const auto end = now_ms_ + duration_ms;
    while (!due_.empty() && due_.begin()->first.first <= end) {
      auto next = due_.extract(due_.begin());
      now_ms_ = next.key().first;
      next.mapped()();
    }
    now_ms_ = end;
  }

private:
  std::int64_t now_ms_ = 0;
  std::int64_t sequence_ = 0;
  std::map<std::pair<std::int64_t, std::int64_t>, std::function<void()>> due_;
};

/// The agent's timers: gone with it. `enter` runs its code.
class VirtualScheduler final : public agent::Scheduler {
public:
  using Enter = std::function<void(const std::function<void()>&)>;
  VirtualScheduler(VirtualTime& time, Enter enter) : time_(time), enter_(std::move(enter)) {}

  std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> action) override {
    auto wanted = std::make_shared<bool>(true);
    time_.after(delay.count(), [wanted, enter = enter_, action = std::move(action)] {
      if (std::exchange(*wanted, false)) enter(action);
    });
    return std::make_unique<VirtualTimer>(std::move(wanted));
  }

private:
  struct VirtualTimer final : Timer {
    explicit VirtualTimer(std::shared_ptr<bool> flag) : wanted(std::move(flag)) {}
    ~VirtualTimer() override { *wanted = false; }
    std::shared_ptr<bool> wanted;
  };
  VirtualTime& time_;
  Enter enter_;
};

class SeededChance final : public agent::Chance {
public:
  explicit SeededChance(Random& random) : random_(random) {}
  std::string hex(std::size_t size_bytes) override {
    std::string text;
    while (text.size() < 2 * size_bytes) text += "0123456789abcdef"[random_.below(16)];
    return text;
  }
  double jitter() override { return static_cast<double>(random_.below(2000)) / 1000.0 - 1.0; }

private:
  Random& random_;
};

} // namespace periapt::sim
