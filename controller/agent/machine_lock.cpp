#include "agent/machine_lock.h"

#include <algorithm>
#include <utility>

namespace periapt::agent {

bool MachineLock::acquire(const void* owner, std::function<void()> granted, const std::string& group) {
  auto& lock = locks_[group];
  if (!lock.owner) lock.owner = owner;
  if (lock.owner == owner) return true;
  const auto waits = [&](const Waiter& waiter) { return waiter.owner == owner; };
  if (std::none_of(lock.waiters.begin(), lock.waiters.end(), waits)) lock.waiters.push_back({owner, std::move(granted)});
  return false;
}

void MachineLock::release(const void* owner) {
  for (auto& [group, lock] : locks_) {
    std::erase_if(lock.waiters, [&](const Waiter& waiter) { return waiter.owner == owner; });
    if (lock.owner == owner) pass_on(lock);
  }
}

void MachineLock::pass_on(Lock& lock) {
  lock.owner = nullptr;
  if (lock.waiters.empty()) return;
  auto next = std::move(lock.waiters.front());
  lock.waiters.pop_front();
  lock.owner = next.owner;
  lock.hand_over = scheduler_.after(std::chrono::milliseconds(0), std::move(next.granted));
}

} // namespace periapt::agent
