#include "agent/supervisor/child_process.h"

#include "base/system_error.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace periapt::agent {
namespace {

std::vector<char*> c_strings(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

void reset_signals() {
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Puts the descriptors at 0, 1, 2, …: first copies above all targets, so that none overwrites another.
bool arrange_fds(const std::vector<int>& fds, std::vector<int>& copies) {
  const int count = static_cast<int>(fds.size());
  for (std::size_t i = 0; i < fds.size(); ++i) {
    copies[i] = ::fcntl(fds[i], F_DUPFD_CLOEXEC, count);
    if (copies[i] < 0) return false;
  }
  for (int i = 0; i < count; ++i) {
    if (::dup2(copies[static_cast<std::size_t>(i)], i) < 0) return false;
  }
  return true;
}

/// The child's side: only system calls. Returns if something failed, with errno.
void become(const ChildSpec& spec, pid_t supervisor, char* const* argv, char* const* environment, std::vector<int>& copies) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(127); // it died before the line above
  reset_signals();
  if (!spec.cwd.empty() && ::chdir(spec.cwd.c_str()) != 0) return;
  if (!arrange_fds(spec.fds, copies)) return;
  ::syscall(SYS_close_range, static_cast<unsigned>(spec.fds.size()), ~0U, 4U /* CLOSE_RANGE_CLOEXEC */);
  ::execve(spec.program.c_str(), argv, environment);
}

} // namespace

/// vfork: the child runs in our memory while we wait for its exec, so no page is copied for a process that is about to
/// become another, and its errno is ours to read.
pid_t start_child(const ChildSpec& spec) {
  const auto argv = c_strings(spec.argv);
  const auto environment = c_strings(spec.environment);
  std::vector<int> copies(spec.fds.size());
  const pid_t supervisor = ::getpid();
  volatile int failure = 0;
  const pid_t pid = ::vfork();
  if (pid == 0) {
    become(spec, supervisor, argv.data(), environment.data(), copies);
    failure = errno;
    ::_exit(127);
  }
  if (pid < 0) throw_errno("cannot start \"{}\"", spec.program);
  if (failure == 0) return pid;
  ::waitpid(pid, nullptr, 0);
  throw_error_number(failure, "cannot start \"{}\"", spec.program);
}

} // namespace periapt::agent
