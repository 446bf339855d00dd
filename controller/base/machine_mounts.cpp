#include "base/machine_mounts.h"

#include "base/file.h"
#include "base/process.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sstream>
#include <system_error>

namespace periapt {
namespace fs = std::filesystem;
namespace {

constexpr const char* library_folder = "/var/lib/juju";
constexpr const char* log_folder = "/var/log/juju";

/// Mounts of the host still arrive here; ours stay ours.
bool enter_own_namespace() {
  return ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) == 0;
}

} // namespace

bool MachineMounts::permitted() {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(enter_own_namespace() ? 0 : 1);
  int status = 0;
  return pid > 0 && ::waitpid(pid, &status, 0) == pid && exit_status_of(status).success();
}

MachineMounts MachineMounts::make(const MachineLayout& layout) {
  MachineMounts mounts;
  mounts.separate_ = enter_own_namespace();
  if (!mounts.separate_) return mounts;
  mounts.mount(layout.log(), log_folder);
  mounts.mount(layout.root, library_folder);
  return mounts;
}

void MachineMounts::mount(const fs::path& source, const fs::path& target) {
  try {
    mounted_.emplace_front(source, target); // the last one is unmounted first
  } catch (const std::system_error&) {
    // its place on the host is somebody else's: charms have the paths in their environment
  }
}

void remove_unused_mount_points(const MachineLayout& layout) {
  for (const char* path : {library_folder, log_folder}) remove_unused_mount_point(path);
  std::istringstream own(read_file_if_exists(layout.mount_points()).value_or(""));
  for (std::string path; std::getline(own, path);) remove_unused_mount_point(path);
}

} // namespace periapt
