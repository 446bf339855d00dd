// One folder shown at another place, in the mount namespace of this process. A mount needs a folder to lie on. One that
// is missing is made on the host, its parents too, empty and marked by its sticky bit, and removed by the last machine
// that used it: each holds a shared lock on it while it runs.
// Errors: std::system_error. Threads: one at a time.
#pragma once

#include "base/unique_fd.h"

#include <filesystem>
#include <vector>

namespace periapt {

class MountPoint {
public:
  /// Both paths are absolute and normal. What is at the target is hidden, not changed. Throws; then nothing is left.
  MountPoint(const std::filesystem::path& source, std::filesystem::path target, bool read_only = false);
  MountPoint(MountPoint&&) = default;
  MountPoint& operator=(MountPoint&&) = delete;
  /// Unmounts, and removes host folders that nobody uses any more.
  ~MountPoint();

private:
  struct Held {
    std::filesystem::path path;
    UniqueFd lock; // the host's folder below the mount
  };

  static std::vector<Held> hold(const std::filesystem::path& target);
  static void let_go(std::vector<Held>& held);

  std::filesystem::path target_;
  std::vector<Held> held_; // parents that were made for a mount, then the target; empty after a move
};

/// After a process that was killed: removes the folder, and parents, if they were made for a mount and nobody uses them.
void remove_unused_mount_point(const std::filesystem::path& target);

} // namespace periapt
