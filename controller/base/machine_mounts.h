// The absolute paths that real charms know, made visible to one machine's processes: in a mount namespace of its own
// /var/lib/juju is the machine's folder and /var/log/juju its log folder (contract/environment.md, section 12;
// DESIGN section 9, rule 22). Needs root; without it, or where mounting is not permitted, charms have the paths in
// their environment only.
// A mount needs a folder to lie on. One that is missing is made on the host, empty, marked by its sticky bit, and
// removed by the last machine that used it: each holds a shared lock on it while it runs.
#pragma once

#include "base/machine_layout.h"
#include "base/unique_fd.h"

#include <filesystem>
#include <vector>

namespace periapt {

class MachineMounts {
public:
  /// Moves this process, and what it starts from now on, into a namespace of its own. Only while it has one thread.
  /// Not permitted, or no root: nothing is mounted, and that is no error.
  static MachineMounts make(const MachineLayout& layout);

  MachineMounts(MachineMounts&&) = default;
  MachineMounts& operator=(MachineMounts&&) = delete;
  /// Unmounts, and removes host folders that nobody uses any more.
  ~MachineMounts();

  bool visible() const noexcept { return !mounted_.empty(); }

private:
  struct Mounted {
    std::filesystem::path target;
    UniqueFd lock; // the host's folder below the mount
  };

  MachineMounts() = default;
  void mount(const std::filesystem::path& source, const std::filesystem::path& target);

  std::vector<Mounted> mounted_;
};

/// After a machine that was killed: removes the host folders it made if no machine uses them.
void remove_unused_mount_points();

} // namespace periapt
