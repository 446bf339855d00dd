// Time comes from a Clock that is passed in, so that tests and simulations advance it.
#pragma once

#include <cstdint>
#include <string>

namespace periapt {

class Clock {
public:
  virtual ~Clock() = default;
  /// UTC, milliseconds since 1970.
  virtual std::int64_t wall_ms() const = 0;
  /// Only for differences; goes on while the machine sleeps (leases: DESIGN section 9, rule 19).
  virtual std::int64_t boot_ms() const = 0;
};

class SystemClock final : public Clock {
public:
  std::int64_t wall_ms() const override;
  std::int64_t boot_ms() const override;
};

/// "2026-01-02T10:00:00.123Z"
std::string format_utc_ms(std::int64_t wall_ms);

} // namespace periapt
