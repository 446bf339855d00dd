#pragma once

#include "core/status.h"

#include <chrono>

namespace periapt::cli {

/// UTC, milliseconds since 1970.
inline TimeMs now_ms() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

} // namespace periapt::cli
