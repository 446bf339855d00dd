#include "agent/asio_scheduler.h"

#include "base/random.h"

#include <boost/asio/steady_timer.hpp>

namespace periapt::agent {
namespace {

/// Cancelling an asio timer may come too late for a handler that is queued already, hence `alive`.
class AsioTimer final : public Scheduler::Timer {
public:
  AsioTimer(boost::asio::io_context& io, std::chrono::milliseconds delay, std::function<void()> action)
      : timer_(io, delay) {
    auto fire = [alive = alive_, action = std::move(action)](const boost::system::error_code& error) {
      if (!error && *alive) action();
    };
    timer_.async_wait(std::move(fire));
  }
  ~AsioTimer() override { *alive_ = false; }

private:
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  boost::asio::steady_timer timer_;
};

} // namespace

std::unique_ptr<Scheduler::Timer> AsioScheduler::after(std::chrono::milliseconds delay, std::function<void()> action) {
  return std::make_unique<AsioTimer>(io_, delay, std::move(action));
}

std::string KernelChance::hex(std::size_t size_bytes) { return random_hex(size_bytes); }

double KernelChance::jitter() { return random_below(2'000'000) / 1e6 - 1; }

} // namespace periapt::agent
