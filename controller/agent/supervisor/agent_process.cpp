#include "agent/supervisor/agent_process.h"

#include "agent/supervisor/child_process.h"
#include "base/system_error.h"
#include "base/unix_socket.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace periapt::agent {
namespace {

constexpr std::int64_t healthy_life_ms = 1000; // one that lived this long is started again at once
constexpr std::int64_t first_delay_ms = 50;
constexpr std::int64_t longest_delay_ms = 5000;

} // namespace

std::optional<std::chrono::milliseconds> AgentProcess::next_start() const {
  if (running()) return std::nullopt;
  return std::chrono::milliseconds(std::max<std::int64_t>(0, start_due_ms_ - clock_.boot_ms()));
}

void AgentProcess::start(const Message& hello) {
  started_ms_ = clock_.boot_ms();
  try {
    auto [ours, theirs] = socket_pair();
    const UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!null) throw_errno("cannot open \"/dev/null\"");
    channel_.emplace(std::move(ours));
    channel_->send(hello);
    pid_ = start_child({.program = program_.string(),
                        .argv = {program_.filename().string(), "run", "--dir", machine_folder_.string()},
                        .environment = current_environment(),
                        .cwd = machine_folder_.string(),
                        .fds = {null.get(), STDERR_FILENO, STDERR_FILENO, theirs.get()}});
  } catch (const std::system_error&) {
    plan_restart();
    throw;
  }
}

bool AgentProcess::child_ended(pid_t pid) {
  if (pid_ != pid) return false;
  plan_restart();
  return true;
}

void AgentProcess::plan_restart() {
  pid_ = 0;
  channel_.reset();
  const bool healthy = clock_.boot_ms() - started_ms_ >= healthy_life_ms;
  delay_ms_ = healthy ? 0 : std::clamp(2 * delay_ms_, first_delay_ms, longest_delay_ms);
  start_due_ms_ = clock_.boot_ms() + delay_ms_;
}

void AgentProcess::kill() const {
  if (running()) ::kill(pid_, SIGKILL);
}

} // namespace periapt::agent
