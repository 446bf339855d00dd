#include "cli/local_controller.h"

#include "base/file.h"
#include "base/lock_file.h"
#include "base/machine_layout.h"
#include "base/process.h"
#include "base/process_sweep.h"
#include "base/program_path.h"
#include "base/system_error.h"
#include "base/unix_socket.h"
#include "cli/file_lock.h"
#include "client/client.h"
#include "core/error.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <utility>

namespace periapt::cli {

namespace {

constexpr std::chrono::seconds start_patience{20};
constexpr std::chrono::minutes restore_patience{30}; // gigabytes of archives
constexpr std::chrono::seconds stop_patience{20};

std::pair<UniqueFd, UniqueFd> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make a pipe");
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

enum class Readiness { ready, ended, late };

/// The byte that modeld writes once it answers requests.
Readiness wait_for_byte(int fd, std::chrono::milliseconds patience) {
  pollfd wanted{.fd = fd, .events = POLLIN, .revents = 0};
  if (retry_interrupted([&] { return ::poll(&wanted, 1, static_cast<int>(patience.count())); }) <= 0)
    return Readiness::late;
  char byte = 0;
  return retry_interrupted([&] { return ::read(fd, &byte, 1); }) == 1 ? Readiness::ready : Readiness::ended;
}

/// SIGTERM to the process that holds the lock file, SIGKILL when it does not end in time.
void end_holder(const std::filesystem::path& lock, std::chrono::milliseconds patience) {
  const auto pid = LockFile::holder(lock);
  const auto process = pid ? open_pidfd(*pid) : UniqueFd();
  if (!process) return;
  signal_pidfd(process.get(), SIGTERM);
  if (wait_pidfd(process.get(), patience)) return;
  signal_pidfd(process.get(), SIGKILL);
  wait_pidfd(process.get(), patience);
}

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

} // namespace

LocalController::LocalController(const std::filesystem::path& data_folder, std::string name)
    : name_(std::move(name)), folder_(data_folder / "controllers" / name_) {}

std::filesystem::path LocalController::socket() const { return folder_ / "modeld.sock"; }
std::string LocalController::endpoint() const { return "unix:" + socket().string(); }
bool LocalController::exists() const { return std::filesystem::is_directory(folder_); }
bool LocalController::is_running() const { return client::is_listening(socket_path(socket())); }

void LocalController::start() const {
  make_folders(folder_, 0700);
  const auto lock = hold_file_lock(folder_ / "start.lock");
  if (!is_running()) launch({}, start_patience);
}

void LocalController::restore(const std::filesystem::path& backup) const {
  make_folders(folder_, 0700);
  const auto lock = hold_file_lock(folder_ / "start.lock");
  launch({"--restore", backup.string()}, restore_patience);
}

void LocalController::launch(const std::vector<std::string>& options, std::chrono::milliseconds patience) const {
  const UniqueFd log(::open((folder_ / "start.log").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!log) throw_errno("cannot open \"{}\"", (folder_ / "start.log").string());
  auto [ready, told] = make_pipe();
  std::vector<std::string> argv{"modeld", "--data", folder_.string(), "--name", name_, "--ready-fd", "3"};
  argv.insert(argv.end(), options.begin(), options.end());
  auto modeld = spawn({.program = find_program("modeld"),
                       .argv = argv,
                       .environment = current_environment(),
                       .cwd = folder_,
                       .fds = {{1, log.get()}, {2, log.get()}, {3, told.get()}},
                       .group = ProcessGroup::own_session});
  told.reset(); // so that its end is seen here
  switch (wait_for_byte(ready.get(), patience)) {
  case Readiness::ready: return;
  case Readiness::ended: throw make_error(ErrorKind::unavailable, "{}", start_failure());
  case Readiness::late: break;
  }
  modeld.kill(SIGKILL);
  throw make_error(ErrorKind::unavailable, "cannot start controller \"{}\": it does not answer", name_);
}

std::string LocalController::start_failure() const {
  auto reason = last_line(read_file_if_exists(folder_ / "start.log").value_or(""));
  for (const std::string_view prefix : {"ERROR ", "modeld: "})
    if (reason.starts_with(prefix)) reason.erase(0, prefix.size());
  return fmt::format("cannot start controller \"{}\": {}", name_, reason.empty() ? "modeld ended" : reason);
}

void LocalController::end_machines() const {
  std::error_code no_machines;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "machines", no_machines)) {
    const MachineLayout machine{entry.path()};
    end_holder(machine.supervisor_lock(), stop_patience);
    kill_processes_of_machine(machine.root, stop_patience);
  }
}

void LocalController::stop() const { end_holder(folder_ / "modeld.lock", stop_patience); }

void LocalController::remove() const {
  stop();
  remove_socket(socket());
  remove_tree(folder_);
  std::error_code others_are_left;
  std::filesystem::remove(folder_.parent_path(), others_are_left);
}

} // namespace periapt::cli
