// A file that only takes space. When the disk is full it is released, so that removals, and what agents
// report, can still be recorded; everything else is refused until there is space again.
// Rule: DESIGN section 7. Threads: any.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace periapt::transport {

class DiskReserve {
public:
  static constexpr std::int64_t default_size_bytes = 2 << 20;

  /// Makes the file if there is space for it.
  explicit DiskReserve(std::filesystem::path file, std::int64_t size_bytes = default_size_bytes);

  /// To be called when a write failed: releases the reserve if it was for lack of space.
  void write_failed();
  /// True when the reserve is there; a released one is taken again once there is space for it twice.
  bool restore();

private:
  std::int64_t available_bytes() const;
  bool take() const;

  std::filesystem::path file_;
  std::int64_t size_bytes_;
  std::atomic<bool> released_ = false;
};

} // namespace periapt::transport
