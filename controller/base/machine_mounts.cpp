#include "base/machine_mounts.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>


namespace periapt {
namespace fs = std::filesystem;
namespace {

constexpr const char* library_folder = "/var/lib/juju";
constexpr const char* log_folder = "/var/log/juju";
constexpr mode_t mark_of_ours = S_ISVTX | 0755;

UniqueFd open_folder(const fs::path& path) {
  return UniqueFd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// The opened folder is still the one at the path.
bool is_at(int fd, const fs::path& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(fd, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

UniqueFd open_or_make_folder(const fs::path& path) {
  UniqueFd fd = open_folder(path);
  if (fd || errno != ENOENT) return fd;
  if (::mkdir(path.c_str(), 0755) == 0) ::chmod(path.c_str(), mark_of_ours);
  return open_folder(path);
}

/// A shared lock on the host's folder, which is made if needed; empty if that is not permitted.
UniqueFd hold_mount_point(const fs::path& path) {
  for (;;) {
    UniqueFd fd = open_or_make_folder(path);
    if (!fd || ::flock(fd.get(), LOCK_SH) != 0) return {};
    if (is_at(fd.get(), path)) return fd; // else its last user has just removed it
  }
}

void remove_if_unused(const fs::path& path, const UniqueFd& fd) {
  struct stat info {};
  const bool ours = ::fstat(fd.get(), &info) == 0 && (info.st_mode & 07777) == mark_of_ours && info.st_uid == ::geteuid();
  if (ours && ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0 && is_at(fd.get(), path)) ::rmdir(path.c_str());
}

/// Mounts of the host still arrive here; ours stay ours.
bool enter_own_namespace() {
  return ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) == 0;
}

} // namespace

MachineMounts MachineMounts::make(const MachineLayout& layout) {
  MachineMounts mounts;
  if (!enter_own_namespace()) return mounts;
  mounts.mount(layout.log(), log_folder);
  mounts.mount(layout.root, library_folder);
  return mounts;
}

void MachineMounts::mount(const fs::path& source, const fs::path& target) {
  UniqueFd lock = hold_mount_point(target);
  if (!lock) return;
  if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0) return remove_if_unused(target, lock);
  mounted_.push_back({target, std::move(lock)});
}

MachineMounts::~MachineMounts() {
  for (const Mounted& mounted : mounted_) {
    if (::umount2(mounted.target.c_str(), MNT_DETACH) == 0) remove_if_unused(mounted.target, mounted.lock);
  }
}

void remove_unused_mount_points() {
  for (const char* path : {library_folder, log_folder}) {
    if (const UniqueFd fd = open_folder(path)) remove_if_unused(path, fd);
  }
}

} // namespace periapt
