#include "cli/guarded_run.h"

#include "base/process.h"
#include "base/system_error.h"

#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <optional>

namespace periapt::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds patience_with_ended_work{3000};

/// Holds the ending signals back from this process for as long as it lives; they are read from its descriptor.
class HeldSignals {
public:
  HeldSignals() {
    sigemptyset(&ending_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ending_, signal);
    if (sigprocmask(SIG_BLOCK, &ending_, &before_) != 0) throw_errno("cannot hold signals back");
    fd_ = UniqueFd(signalfd(-1, &ending_, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd_) throw_errno("cannot listen for signals");
  }
  ~HeldSignals() {
    while (take()) {} // they have had their effect
    release();
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  void release() const { sigprocmask(SIG_SETMASK, &before_, nullptr); }
  int fd() const { return fd_.get(); }
  std::optional<int> take() const {
    signalfd_siginfo info{};
    if (::read(fd_.get(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return std::nullopt;
    return static_cast<int>(info.ssi_signo);
  }

private:
  sigset_t ending_{};
  sigset_t before_{};
  UniqueFd fd_;
};

[[noreturn]] void be_the_child(const HeldSignals& signals, const std::function<int()>& work) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  signals.release();
  int status = 1;
  try {
    status = work();
  } catch (const std::exception& error) {
    std::cerr << "ERROR " << error.what() << "\n";
  }
  std::cout.flush();
  std::cerr.flush();
  _exit(status);
}

/// The signal that ended it early, if one did.
std::optional<int> wait_for_child(pid_t child, const HeldSignals& signals) {
  const auto ended = open_pidfd(child);
  std::optional<int> interruption;
  while (!wait_pidfd(ended.get(), milliseconds(0))) {
    pollfd watched[] = {{ended.get(), POLLIN, 0}, {signals.fd(), POLLIN, 0}};
    const int count = ::poll(watched, 2, interruption ? static_cast<int>(patience_with_ended_work.count()) : -1);
    if (count == 0) signal_pidfd(ended.get(), SIGKILL);
    if (const auto signal = signals.take(); signal && !interruption) {
      interruption = signal;
      signal_pidfd(ended.get(), SIGTERM);
    }
  }
  return interruption;
}

} // namespace

int run_guarded(const std::function<int()>& work, const std::function<void()>& clean_up) {
  std::cout.flush();
  std::cerr.flush();
  const HeldSignals signals;
  const pid_t child = ::fork();
  if (child < 0) throw_errno("cannot start a process");
  if (child == 0) be_the_child(signals, work);
  const auto interruption = wait_for_child(child, signals);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  clean_up();
  if (interruption) return 128 + *interruption;
  const auto exit = exit_status_of(status);
  return exit.signal ? 128 + exit.signal : exit.code;
}

} // namespace periapt::cli
