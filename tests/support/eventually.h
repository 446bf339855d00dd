// Waiting for another process, with a limit that only a failure reaches. Inside one process tests use a FakeClock.
#pragma once

#include <chrono>
#include <thread>

namespace periapt::test {

template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(60)) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

} // namespace periapt::test
