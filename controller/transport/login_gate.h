// How often passwords may be tried: each costs the controller tens of milliseconds and much memory. From another machine an
// address may fail ten times, then once every six seconds; and no more than sixteen wait at a time.
// Threads: the I/O thread.
#pragma once

#include "core/status.h"

#include <map>
#include <string>

namespace periapt::transport {

class LoginGate {
public:
  /// Whether one from this address (empty: this machine) may be tried now.
  bool lets_in(const std::string& address, TimeMs now) const {
    if (trying_ >= most_trying) return false;
    const auto known = failures_.find(address);
    return known == failures_.end() || known->second - now <= (most_failures - 1) * regained_ms;
  }
  void failed(const std::string& address, TimeMs now) {
    if (address.empty()) return; // who is on the machine may do worse
    if (failures_.size() >= most_addresses) forget(now);
    auto& forgotten_at = failures_[address];
    forgotten_at = std::max(forgotten_at, now) + regained_ms;
  }

  /// One that waits, or is being tried.
  class Turn {
  public:
    explicit Turn(LoginGate& gate) : gate_(gate) { ++gate_.trying_; }
    ~Turn() { --gate_.trying_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    LoginGate& gate_;
  };

private:
  static constexpr int most_trying = 16;
  static constexpr TimeMs most_failures = 10;
  static constexpr TimeMs regained_ms = 6'000;
  static constexpr std::size_t most_addresses = 4096;

  /// Those that have nothing to regain; all of them where somebody has that many addresses to fail from.
  void forget(TimeMs now) {
    std::erase_if(failures_, [now](const auto& one) { return one.second <= now; });
    if (failures_.size() >= most_addresses) failures_.clear();
  }

  int trying_ = 0;
  std::map<std::string, TimeMs> failures_; // address -> when all its failures are forgotten
};

} // namespace periapt::transport
