// The absolute paths that real charms know, made visible to one machine's processes: in a mount namespace of its own
// /var/lib/juju is the machine's folder and /var/log/juju its log folder (contract/environment.md, section 12;
// DESIGN section 9, rule 22). Needs root; without it, or where mounting is not permitted, charms have the paths in
// their environment only. What is made on the host for a mount: mount_point.h.
#pragma once

#include "base/machine_layout.h"
#include "base/mount_point.h"

#include <filesystem>
#include <list>

namespace periapt {

class MachineMounts {
public:
  /// Whether make() would find it permitted.
  static bool permitted();

  /// Moves this process, and what it starts from now on, into a namespace of its own. Only while it has one thread.
  /// Not permitted, or no root: nothing is mounted, and that is no error.
  static MachineMounts make(const MachineLayout& layout);

  /// The namespace is the machine's own: more may be mounted in it.
  bool separate() const noexcept { return separate_; }

private:
  MachineMounts() = default;
  void mount(const std::filesystem::path& source, const std::filesystem::path& target);

  bool separate_ = false;
  std::list<MountPoint> mounted_;
};

/// After a machine that was killed: removes the host folders it made if no machine uses them.
void remove_unused_mount_points(const MachineLayout& layout);

} // namespace periapt
