#include "base/process.h"

#include "base/system_error.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>

namespace periapt {
namespace {

class FileActions {
public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  /// A parent's descriptor could be another one's number in the child: copies above all of them avoid that.
  void map_fds(std::vector<FdMapping> wanted) {
    for (const int standard : {0, 1, 2}) {
      const bool mapped = std::any_of(wanted.begin(), wanted.end(), [&](const FdMapping& m) { return m.child_fd == standard; });
      if (!mapped) posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", standard == 0 ? O_RDONLY : O_WRONLY, 0);
    }
    int highest = 2;
    for (const FdMapping& mapping : wanted) highest = std::max(highest, mapping.child_fd);
    for (const FdMapping& mapping : wanted) {
      UniqueFd copy(fcntl(mapping.parent_fd, F_DUPFD_CLOEXEC, highest + 1));
      if (!copy) throw_errno("cannot duplicate descriptor {}", mapping.parent_fd);
      posix_spawn_file_actions_adddup2(&actions_, copy.get(), mapping.child_fd);
      copies_.push_back(std::move(copy));
    }
    posix_spawn_file_actions_addclosefrom_np(&actions_, highest + 1);
  }
  void change_folder(const std::filesystem::path& cwd) { posix_spawn_file_actions_addchdir_np(&actions_, cwd.c_str()); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
  posix_spawn_file_actions_t actions_;
  std::vector<UniqueFd> copies_;
};

class Attributes {
public:
  explicit Attributes(ProcessGroup group) {
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (group == ProcessGroup::own_group) flags |= POSIX_SPAWN_SETPGROUP;
    if (group == ProcessGroup::own_session) flags |= POSIX_SPAWN_SETSID;
    posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  const posix_spawnattr_t* get() const { return &attributes_; }

private:
  posix_spawnattr_t attributes_;
};

std::vector<char*> c_strings(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

ExitStatus exit_status_of(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED) return {.code = info.si_status};
  return {.signal = info.si_status};
}

} // namespace

ExitStatus exit_status_of(int wait_status) {
  if (WIFSIGNALED(wait_status)) return {.signal = WTERMSIG(wait_status)};
  return {.code = WEXITSTATUS(wait_status)};
}

std::string describe(const ExitStatus& status) {
  if (status.signal == 0) return fmt::format("exit status {}", status.code);
  const char* name = sigdescr_np(status.signal);
  if (!name) return fmt::format("signal: {}", status.signal);
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return "signal: " + text;
}

Process spawn(const ProcessSpec& spec) {
  FileActions actions;
  actions.map_fds(spec.fds);
  if (!spec.cwd.empty()) actions.change_folder(spec.cwd);
  const Attributes attributes(spec.group);
  const auto argv = c_strings(spec.argv);
  const auto environment = c_strings(spec.environment);
  pid_t pid = -1;
  const int number = posix_spawn(&pid, spec.program.c_str(), actions.get(), attributes.get(), argv.data(), environment.data());
  if (number != 0) throw_error_number(number, "cannot start \"{}\"", spec.program.string());
  UniqueFd pidfd = open_pidfd(pid); // ours and not waited for: the id cannot be another's
  if (!pidfd) throw_errno("cannot watch process {}", pid);
  return Process(pid, std::move(pidfd));
}

bool Process::kill(int signal) const { return signal_pidfd(pidfd_.get(), signal); }

ExitStatus Process::wait() {
  siginfo_t info{};
  if (retry_interrupted([&] { return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED); }) != 0) {
    throw_errno("cannot wait for process {}", pid_);
  }
  return exit_status_of(info);
}

std::optional<ExitStatus> Process::wait_for(std::chrono::milliseconds timeout) {
  if (!wait_pidfd(pidfd_.get(), timeout)) return std::nullopt;
  return wait();
}

UniqueFd open_pidfd(pid_t pid) { return UniqueFd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))); }

bool signal_pidfd(int pidfd, int signal) { return syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0) == 0; }

bool wait_pidfd(int pidfd, std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd watched{.fd = pidfd, .events = POLLIN, .revents = 0};
    const int ready = poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    if (ready >= 0) return ready > 0;
    if (errno != EINTR) throw_errno("cannot wait for a process");
  }
}

std::vector<std::string> current_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable; ++variable) variables.emplace_back(*variable);
  return variables;
}

} // namespace periapt
