// When users were last there, so that it is written down once a minute and not at each request. Any thread.
#pragma once

#include "core/ids.h"
#include "core/status.h"

#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace periapt::transport {

class LastSeen {
public:
  /// True the first time, and when a minute has gone by since it was. `model` as it was named; empty: the controller.
  bool is_news(UserId user, const std::string& model, TimeMs now) {
    constexpr TimeMs minute_ms = 60'000;
    constexpr std::size_t most = 10'000; // names of models are the caller's own words
    const std::lock_guard lock(mutex_);
    if (times_.size() >= most) times_.clear();
    const auto [entry, first] = times_.try_emplace({user, model}, now);
    if (!first && now - entry->second < minute_ms) return false;
    entry->second = now;
    return true;
  }

private:
  std::mutex mutex_;
  std::map<std::pair<UserId, std::string>, TimeMs> times_; // guarded by mutex_
};

} // namespace periapt::transport
