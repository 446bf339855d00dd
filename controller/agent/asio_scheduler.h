// The agent's time and chance in production: timers of the io_context, randomness from the kernel.
#pragma once

#include "agent/scheduler.h"

#include <boost/asio/io_context.hpp>

namespace periapt::agent {

class AsioScheduler final : public Scheduler {
public:
  explicit AsioScheduler(boost::asio::io_context& io) : io_(io) {}
  std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> action) override;

private:
  boost::asio::io_context& io_;
};

class KernelChance final : public Chance {
public:
  std::string hex(std::size_t size_bytes) override;
  double jitter() override;
};

} // namespace periapt::agent
