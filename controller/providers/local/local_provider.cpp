#include "providers/local/local_provider.h"

#include "base/file.h"
#include "base/lock_file.h"
#include "base/machine_conf.h"
#include "base/machine_mounts.h"
#include "base/process.h"
#include "base/process_sweep.h"
#include "base/system_error.h"
#include "base/unix_socket.h"
#include "core/error.h"

#include <fcntl.h>

#include <algorithm>
#include <csignal>

namespace periapt::providers {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t shown_uuid_length = 8;
constexpr std::chrono::seconds start_timeout(30);
constexpr std::chrono::seconds kill_timeout(10);
constexpr std::uintmax_t longest_supervisor_log_bytes = 1 << 20;

/// OS errors become the room's own, once, at its border.
template <class Action>
auto with_context(const char* doing, const MachineKey& key, Action action) {
  try {
    return action();
  } catch (const std::system_error& error) {
    throw make_error(ErrorKind::unavailable, "cannot {} machine \"{}\": {}", doing, key.name, error.what());
  }
}

UniqueFd open_supervisor_log(const MachineLayout& layout) {
  const fs::path path = layout.supervisor_log();
  std::error_code none;
  const bool too_long = fs::file_size(path, none) > longest_supervisor_log_bytes && !none;
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (too_long ? O_TRUNC : 0), 0600));
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  return fd;
}

/// What killed processes could not remove: sockets of long paths lie outside the folder.
void remove_sockets(const MachineLayout& layout) {
  std::error_code none;
  remove_socket(layout.exec_socket());
  for (const auto& unit : fs::directory_iterator(layout.root / "agents", none)) {
    remove_socket(layout.agent_socket(unit.path().filename().string()));
  }
}

std::optional<MachineConf> conf_of(const fs::path& folder) {
  try {
    return read_machine_conf(MachineLayout{folder}.conf());
  } catch (const std::runtime_error&) {
    return std::nullopt; // half made: start() completes it
  }
}

MachineKey key_in(const MachineConf& conf) { return {.model_uuid = conf.model_uuid, .name = conf.machine_name}; }

} // namespace

LocalProvider::LocalProvider(LocalProviderOptions options, const std::optional<std::string>& network)
    : options_(std::move(options)), claim_(NetworkClaim::take(network)) {}

std::string LocalProvider::network() const { return claim_.network(); }
std::string LocalProvider::choose_address(std::int64_t number) const { return claim_.address(number); }

MachineLayout LocalProvider::layout(const MachineKey& key) const {
  std::string name = key.model_uuid.substr(0, shown_uuid_length) + '-' + key.name;
  std::replace(name.begin(), name.end(), '/', '-');
  return {options_.machines_folder / name};
}

bool LocalProvider::alive(const MachineKey& key) const {
  return with_context("inspect", key, [&] { return LockFile::holder(layout(key).supervisor_lock()).has_value(); });
}

void LocalProvider::start(const MachineSpec& spec) {
  with_context("start", spec.key, [&] {
    const MachineLayout machine = layout(spec.key);
    if (LockFile::holder(machine.supervisor_lock())) return;
    make_folders(machine.root);
    write_machine_conf(machine.conf(), {.controller_socket = options_.controller_socket, .token = spec.token,
                                        .machine_id = spec.machine_id, .machine_name = spec.key.name,
                                        .model_uuid = spec.key.model_uuid, .address = spec.address});
    start_supervisor(machine);
  });
}

void LocalProvider::start_supervisor(const MachineLayout& machine) const {
  const UniqueFd log = open_supervisor_log(machine);
  Process launcher = spawn({.program = options_.agent_program,
                            .argv = {options_.agent_program.filename().string(), "supervise", "--detach", "--dir",
                                     machine.root.string()},
                            .environment = current_environment(),
                            .cwd = machine.root,
                            .fds = {{.child_fd = 1, .parent_fd = log.get()}, {.child_fd = 2, .parent_fd = log.get()}}});
  auto status = launcher.wait_for(start_timeout);
  if (!status) {
    launcher.kill(SIGKILL);
    status = launcher.wait();
  }
  if (!status->success()) {
    throw make_error(ErrorKind::unavailable, "cannot start a supervisor: {}; see \"{}\"", describe(*status),
                     machine.supervisor_log().string());
  }
}

void LocalProvider::stop(const MachineKey& key) {
  with_context("stop", key, [&] {
    const MachineLayout machine = layout(key);
    if (!fs::exists(machine.root)) return;
    stop_supervisor(machine);
    kill_processes_of_machine(machine.root, kill_timeout);
    remove_sockets(machine);
    remove_unused_mount_points(machine);
    remove_tree(machine.root);
  });
}

void LocalProvider::stop_supervisor(const MachineLayout& machine) const {
  const auto pid = LockFile::holder(machine.supervisor_lock());
  if (!pid) return;
  const UniqueFd supervisor = open_pidfd(*pid);
  if (!supervisor || LockFile::holder(machine.supervisor_lock()) != pid) return; // it has just ended
  signal_pidfd(supervisor.get(), SIGTERM);
  if (wait_pidfd(supervisor.get(), options_.stop_timeout)) return;
  signal_pidfd(supervisor.get(), SIGKILL);
  wait_pidfd(supervisor.get(), kill_timeout);
}

std::vector<MachineState> LocalProvider::list() const {
  std::vector<MachineState> machines;
  std::error_code none; // no folder yet: no machines
  for (const auto& item : fs::directory_iterator(options_.machines_folder, none)) {
    if (const auto conf = conf_of(item.path())) machines.push_back({key_in(*conf), alive(key_in(*conf))});
  }
  return machines;
}

std::vector<MachineToken> LocalProvider::tokens() const {
  std::vector<MachineToken> tokens;
  std::error_code none; // no folder yet: no machines
  for (const auto& item : fs::directory_iterator(options_.machines_folder, none)) {
    if (const auto conf = conf_of(item.path())) tokens.push_back({key_in(*conf), conf->machine_id, conf->token});
  }
  return tokens;
}

} // namespace periapt::providers
