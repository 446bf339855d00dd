#include "adapters/tool_process.h"

#include "adapters/line_reader.h"
#include "base/process_sweep.h"
#include "base/system_error.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace periapt::adapters {
namespace {

constexpr std::chrono::seconds stop_grace(5);
constexpr std::chrono::seconds stop_limit(15);
constexpr int drain_ms = 100; // as for hooks: contract/hooks.md, section 2

using OnLine = std::function<void(Stream, const std::string&)>;

void pass_on(OutputPipes& pipes, const OnLine& on_line) {
  for (const auto& line : pipes.out_lines()) on_line(Stream::out, line);
  for (const auto& line : pipes.err_lines()) on_line(Stream::err, line);
}

/// Waits for something: output, the end, a signal.
void wait_for(OutputPipes& pipes, int other, int third, int timeout_ms) {
  std::array<pollfd, 4> watched{
      {{pipes.out_fd(), POLLIN, 0}, {pipes.err_fd(), POLLIN, 0}, {other, POLLIN, 0}, {third, POLLIN, 0}}};
  if (::poll(watched.data(), watched.size(), timeout_ms) < 0 && errno != EINTR) throw_errno("cannot wait");
}

/// What is left in the pipes, which a daemon may hold open.
void drain(OutputPipes& pipes, const OnLine& on_line) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(drain_ms);
  pass_on(pipes, on_line);
  while (!pipes.ended() && std::chrono::steady_clock::now() < end) {
    wait_for(pipes, -1, -1, 10);
    pass_on(pipes, on_line);
  }
  for (const auto& line : pipes.rest_of_out()) on_line(Stream::out, line);
  for (const auto& line : pipes.rest_of_err()) on_line(Stream::err, line);
}

ProcessSpec spec_of(const Invocation& invocation, const Task& task, const OutputPipes& pipes) {
  ProcessSpec spec{.program = invocation.program,
                   .argv = {invocation.program.string()},
                   .environment = task.environment,
                   .cwd = task.charm,
                   .fds = pipes.mappings(),
                   .group = ProcessGroup::own_session};
  spec.argv.insert(spec.argv.end(), invocation.arguments.begin(), invocation.arguments.end());
  spec.environment.insert(spec.environment.end(), invocation.environment.begin(), invocation.environment.end());
  return spec;
}

} // namespace

StopSignals::StopSignals() {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) throw_errno("cannot become the parent of orphans");
  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&wanted, signal);
  if (::sigprocmask(SIG_BLOCK, &wanted, nullptr) != 0) throw_errno("cannot block signals");
  fd_.reset(::signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!fd_) throw_errno("cannot wait for signals");
}

bool StopSignals::has_come() {
  signalfd_siginfo info{};
  while (::read(fd_.get(), &info, sizeof info) == sizeof info) come_ = true;
  return come_;
}

ToolEnd run_tool(const Invocation& invocation, const Task& task, StopSignals& signals, const OnLine& on_line) {
  OutputPipes pipes;
  auto process = spawn(spec_of(invocation, task, pipes));
  pipes.close_write_ends();
  std::optional<ExitStatus> status;
  while (!status) {
    if (signals.has_come()) {
      end_descendants(stop_grace, stop_grace + stop_limit);
      drain(pipes, on_line);
      return {.status = {.code = 0, .signal = SIGTERM}, .stopped = true};
    }
    wait_for(pipes, process.pidfd(), signals.fd(), -1);
    pass_on(pipes, on_line);
    status = process.wait_for(std::chrono::milliseconds(0));
  }
  drain(pipes, on_line);
  return {.status = *status, .stopped = false};
}

} // namespace periapt::adapters
