#include "agent/supervisor/child_process.h"

#include "base/system_error.h"
#include "base/unique_fd.h"

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

pid_t start_child(const ChildSpec& spec) {
  const auto argv = c_strings(spec.argv);
  const auto environment = c_strings(spec.environment);
  std::vector<int> copies(spec.fds.size());
  int report[2]; // closed by a successful exec; else carries errno
  if (::pipe2(report, O_CLOEXEC) != 0) throw_errno("cannot start \"{}\"", spec.program);
  const UniqueFd reader(report[0]);
  UniqueFd writer(fcntl(report[1], F_DUPFD_CLOEXEC, static_cast<int>(spec.fds.size()))); // no target of arrange_fds
  ::close(report[1]);
  const pid_t supervisor = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("cannot start \"{}\"", spec.program);
  if (pid == 0) {
    become(spec, supervisor, argv.data(), environment.data(), copies);
    const int number = errno;
    ::_exit(::write(writer.get(), &number, sizeof number) == sizeof number ? 127 : 126);
  }
  writer.reset();
  int number = 0;
  if (retry_interrupted([&] { return ::read(reader.get(), &number, sizeof number); }) == 0) return pid;
  ::waitpid(pid, nullptr, 0);
  throw_error_number(number, "cannot start \"{}\"", spec.program);
}

} // namespace periapt::agent
