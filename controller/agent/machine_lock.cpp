#include "agent/machine_lock.h"

#include <algorithm>
#include <utility>

namespace periapt::agent {

bool MachineLock::acquire(const void* owner, std::function<void()> granted) {
  if (!owner_) owner_ = owner;
  if (owner_ == owner) return true;
  const auto waits = [&](const Waiter& waiter) { return waiter.owner == owner; };
  if (std::none_of(waiters_.begin(), waiters_.end(), waits)) waiters_.push_back({owner, std::move(granted)});
  return false;
}

void MachineLock::release(const void* owner) {
  std::erase_if(waiters_, [&](const Waiter& waiter) { return waiter.owner == owner; });
  if (owner_ != owner) return;
  owner_ = nullptr;
  pass_on();
}

void MachineLock::pass_on() {
  if (waiters_.empty()) return;
  auto next = std::move(waiters_.front());
  waiters_.pop_front();
  owner_ = next.owner;
  hand_over_ = scheduler_.after(std::chrono::milliseconds(0), std::move(next.granted));
}

} // namespace periapt::agent
