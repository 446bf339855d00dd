// The storage of a machine's units at the places that their charms name: mounts in the machine's own namespace, which
// stay while agents come and go. Each hook says what its unit must find (HookStart::mounts).
// Errors: std::system_error. Threads: the supervisor's one.
#pragma once

#include "agent/supervisor/hook_types.h"
#include "base/machine_layout.h"
#include "base/mount_point.h"

#include <list>
#include <map>
#include <string>
#include <vector>

namespace periapt::agent {

class StorageMounts {
public:
  /// `permitted`: this process may mount; otherwise asking for a mount throws.
  StorageMounts(MachineLayout layout, bool permitted) : layout_(std::move(layout)), permitted_(permitted) {}

  /// The unit's mounts are these and no others. `tag`: "unit-x-0". Throws if one cannot be made.
  void set(const std::string& tag, const std::vector<StorageMount>& wanted);

private:
  struct Shown {
    StorageMount mount;
    MountPoint point;
  };

  bool is_taken(const std::string& target) const;
  void show(std::list<Shown>& shown, const StorageMount& mount);
  void note(const std::string& also) const;

  MachineLayout layout_;
  bool permitted_;
  std::map<std::string, std::list<Shown>> units_;
};

} // namespace periapt::agent
