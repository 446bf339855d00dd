#include "agent/supervisor/run_supervisor.h"

#include "agent/supervisor/supervisor.h"
#include "base/file.h"
#include "base/lock_file.h"
#include "base/machine_layout.h"
#include "base/machine_mounts.h"
#include "base/process_sweep.h"
#include "base/system_error.h"
#include "base/unique_fd.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>

namespace periapt::agent {
namespace {

constexpr std::chrono::seconds sweep_limit(15);

/// `ready` is called once the machine is ours and nothing of an earlier supervisor is left.
int supervise(const SupervisorOptions& options, const std::function<void()>& ready) {
  const MachineLayout layout{std::filesystem::absolute(options.folder).lexically_normal()};
  const auto lock = LockFile::try_take(layout.supervisor_lock());
  if (!lock) {
    ready();
    return 0;
  }
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) throw_errno("cannot become the parent of orphans");
  if (!kill_processes_of_machine(layout.root, sweep_limit)) {
    throw_error_number(EBUSY, "cannot end what an earlier supervisor of \"{}\" left", layout.root.string());
  }
  make_folders(layout.log(), 0700);
  const MachineMounts mounts = MachineMounts::make(layout);
  for (bool is_first = true;; is_first = false) { // the machine stays ours over its reboots
    Supervisor supervisor(options, *lock, mounts.separate());
    if (is_first) ready();
    const auto end = supervisor.run();
    if (end != Supervisor::End::rebooting) return end == Supervisor::End::stopped ? 0 : 1;
  }
}

/// Waits in the launching process for the supervisor's word; 1 if it ended without it.
int wait_until_ready(int reader, pid_t supervisor) {
  char word = 0;
  const auto got = retry_interrupted([&] { return ::read(reader, &word, 1); });
  if (got == 1) return 0;
  ::waitpid(supervisor, nullptr, 0);
  return 1;
}

/// A session of its own and no terminal: what ends the caller does not end it.
int supervise_detached(const SupervisorOptions& options) {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) throw_errno("cannot create a pipe");
  UniqueFd reader(fds[0]);
  UniqueFd writer(fds[1]);
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("cannot detach");
  if (pid > 0) {
    writer.reset();
    return wait_until_ready(reader.get(), pid);
  }
  reader.reset();
  ::setsid();
  return supervise(options, [&] {
    if (::write(writer.get(), "r", 1) != 1) throw_errno("cannot report to the launching process");
    writer.reset();
  });
}

} // namespace

int run_supervisor(const SupervisorOptions& options) {
  if (options.detach) return supervise_detached(options);
  return supervise(options, [] {});
}

} // namespace periapt::agent
