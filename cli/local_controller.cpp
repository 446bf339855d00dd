#include "cli/local_controller.h"

#include "base/file.h"
#include "base/process.h"
#include "base/program_path.h"
#include "base/system_error.h"
#include "base/unix_socket.h"
#include "client/client.h"
#include "core/error.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

namespace periapt::cli {

namespace {

constexpr std::chrono::seconds start_patience{20};

UniqueFd open_or_throw(const std::filesystem::path& path, int flags) {
  UniqueFd fd(::open(path.c_str(), flags | O_CREAT | O_CLOEXEC, 0600));
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  return fd;
}

std::pair<UniqueFd, UniqueFd> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make a pipe");
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

enum class Readiness { ready, ended, late };

/// The byte that modeld writes once it answers requests.
Readiness wait_for_byte(int fd, std::chrono::milliseconds patience) {
  pollfd wanted{.fd = fd, .events = POLLIN, .revents = 0};
  if (retry_interrupted([&] { return ::poll(&wanted, 1, static_cast<int>(patience.count())); }) <= 0) return Readiness::late;
  char byte = 0;
  return retry_interrupted([&] { return ::read(fd, &byte, 1); }) == 1 ? Readiness::ready : Readiness::ended;
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
  const auto lock = open_or_throw(folder_ / "start.lock", O_RDWR);
  if (retry_interrupted([&] { return ::flock(lock.get(), LOCK_EX); }) != 0)
    throw_errno("cannot lock \"{}\"", (folder_ / "start.lock").string());
  if (!is_running()) launch();
}

void LocalController::launch() const {
  const auto log = open_or_throw(folder_ / "start.log", O_WRONLY | O_TRUNC);
  auto [ready, told] = make_pipe();
  auto modeld = spawn({.program = find_program("modeld"),
                       .argv = {"modeld", "--data", folder_.string(), "--name", name_, "--ready-fd", "3"},
                       .environment = current_environment(),
                       .cwd = folder_,
                       .fds = {{1, log.get()}, {2, log.get()}, {3, told.get()}},
                       .group = ProcessGroup::own_session});
  told.reset(); // so that its end is seen here
  switch (wait_for_byte(ready.get(), start_patience)) {
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

void LocalController::remove(int pid, std::chrono::milliseconds patience) const {
  if (const auto process = pid > 0 ? open_pidfd(pid) : UniqueFd(); process && !wait_pidfd(process.get(), patience)) {
    signal_pidfd(process.get(), SIGKILL);
    wait_pidfd(process.get(), patience);
  }
  remove_socket(socket());
  remove_tree(folder_);
  std::error_code others_are_left;
  std::filesystem::remove(folder_.parent_path(), others_are_left);
}

} // namespace periapt::cli
