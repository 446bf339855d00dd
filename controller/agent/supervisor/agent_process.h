// The machine's agent as its supervisor sees it: a child that is started again whenever it ends, and the
// connection to the one that runs now. One that dies at once is started again later and later.
#pragma once

#include "agent/supervisor/message_channel.h"
#include "base/clock.h"
#include "base/process.h"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace periapt::agent {

class AgentProcess {
public:
  static constexpr int socket_fd = 3; // in the agent

  /// The clock is borrowed.
  AgentProcess(std::filesystem::path program, std::filesystem::path machine_folder, const Clock& clock)
      : program_(std::move(program)), machine_folder_(std::move(machine_folder)), clock_(clock) {}

  bool running() const noexcept { return pid_ > 0; }
  /// How long until start() is due; nullopt while it runs.
  std::optional<std::chrono::milliseconds> next_start() const;
  /// With `hello` as the first thing it hears. A program that cannot be started counts as one that died at once;
  /// then it throws std::system_error, and next_start() says when to try again.
  void start(const Message& hello);
  /// What waitpid said; false if it is not the agent.
  bool child_ended(pid_t pid);
  /// SIGKILL: it does not speak our protocol.
  void kill() const;
  /// Null while it does not run.
  MessageChannel* channel() noexcept { return channel_ ? &*channel_ : nullptr; }
  pid_t pid() const noexcept { return pid_; }

private:
  void plan_restart();

  std::filesystem::path program_;
  std::filesystem::path machine_folder_;
  const Clock& clock_;
  pid_t pid_ = 0;
  std::optional<MessageChannel> channel_;
  std::int64_t started_ms_ = 0;  // Clock::boot_ms
  std::int64_t start_due_ms_ = 0;
  std::int64_t delay_ms_ = 0;
};

} // namespace periapt::agent
