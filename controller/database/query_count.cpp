#include "database/query_count.h"

#include <atomic>
#include <mutex>

namespace periapt::database {
namespace {

struct Counters {
  std::mutex mutex;
  std::map<std::string, std::atomic<std::uint64_t>> by_purpose; // guarded by mutex; each stays where it is

  std::atomic<std::uint64_t>& of(const std::string& purpose) {
    const std::lock_guard lock(mutex);
    return by_purpose[purpose];
  }
};

Counters& counters() {
  static Counters all;
  return all;
}

thread_local std::atomic<std::uint64_t>* own = &counters().of("requests");

} // namespace

void count_queries_as(const std::string& purpose) { own = &counters().of(purpose); }

void count_query() noexcept { own->fetch_add(1, std::memory_order_relaxed); }

std::map<std::string, std::uint64_t> query_counts() {
  auto& all = counters();
  const std::lock_guard lock(all.mutex);
  return {all.by_purpose.begin(), all.by_purpose.end()};
}

} // namespace periapt::database
