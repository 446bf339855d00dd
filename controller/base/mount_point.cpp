#include "base/mount_point.h"

#include "base/system_error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace periapt {
namespace fs = std::filesystem;
namespace {

constexpr mode_t mark_of_ours = S_ISVTX | 0755;

bool is_marked(const struct stat& info) { return (info.st_mode & 07777) == mark_of_ours && info.st_uid == ::geteuid(); }

/// There, and not made for a mount.
bool is_of_host(const fs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && !is_marked(info);
}

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

/// A shared lock on the host's folder, which is made if needed.
UniqueFd hold_folder(const fs::path& path) {
  for (;;) {
    UniqueFd fd = open_or_make_folder(path);
    if (!fd || ::flock(fd.get(), LOCK_SH) != 0) throw_errno("cannot mount at \"{}\"", path.string());
    if (is_at(fd.get(), path)) return fd; // else its last user has just removed it
  }
}

void remove_if_unused(const fs::path& path, const UniqueFd& fd) {
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0 || !is_marked(info)) return;
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0 && is_at(fd.get(), path)) ::rmdir(path.c_str());
}

} // namespace

MountPoint::MountPoint(const fs::path& source, fs::path target, bool read_only)
    : target_(std::move(target)), held_(hold(target_)) {
  const bool mounted = ::mount(source.c_str(), target_.c_str(), nullptr, MS_BIND, nullptr) == 0;
  constexpr unsigned long no_writing = MS_BIND | MS_REMOUNT | MS_RDONLY;
  if (mounted && (!read_only || ::mount(nullptr, target_.c_str(), nullptr, no_writing, nullptr) == 0)) return;
  const int reason = errno;
  if (mounted) ::umount2(target_.c_str(), MNT_DETACH);
  let_go(held_);
  throw_error_number(reason, "cannot mount \"{}\" at \"{}\"", source.string(), target_.string());
}

MountPoint::~MountPoint() {
  if (held_.empty() || ::umount2(target_.c_str(), MNT_DETACH) != 0) return;
  let_go(held_);
}

std::vector<MountPoint::Held> MountPoint::hold(const fs::path& target) {
  std::vector<Held> held;
  fs::path path;
  try {
    for (const auto& part : target) {
      path /= part;
      if (path == target || !is_of_host(path)) held.push_back({path, hold_folder(path)});
    }
  } catch (const std::system_error&) {
    let_go(held);
    throw;
  }
  return held;
}

void MountPoint::let_go(std::vector<Held>& held) {
  for (; !held.empty(); held.pop_back()) remove_if_unused(held.back().path, held.back().lock);
}

void remove_unused_mount_point(const fs::path& target) {
  for (auto path = target; path.has_relative_path() && !is_of_host(path); path = path.parent_path()) {
    if (const UniqueFd fd = open_folder(path)) remove_if_unused(path, fd);
  }
}

} // namespace periapt
