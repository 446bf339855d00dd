// A clock that only tests advance.
#pragma once

#include "base/clock.h"

namespace periapt::test {

class FakeClock final : public Clock {
public:
  std::int64_t wall_ms() const override { return wall_ms_; }
  std::int64_t boot_ms() const override { return boot_ms_; }
  void advance_ms(std::int64_t ms) {
    wall_ms_ += ms;
    boot_ms_ += ms;
  }

private:
  std::int64_t wall_ms_ = 1'767'348'000'000; // 2026-01-02T10:00:00Z
  std::int64_t boot_ms_ = 1'000'000;
};

} // namespace periapt::test
