// Where storage comes from: folders and block devices for units. Beside Provider, because not every source of
// machines has storage of its own. Every call may be repeated.
// Errors: periapt::Error; its text is shown as the storage's status. Threads: one call at a time; calls block.
#pragma once

#include "providers/provider.h"

#include <cstdint>
#include <string>

namespace periapt::providers {

struct StorageSpec {
  MachineKey machine;   // the model; and the machine's name, empty when it is on none
  std::string provider; // rootfs, tmpfs, loop, local
  std::string name;     // data
  std::int64_t number = 0;
  std::int64_t size_mib = 0;
  std::string mount_point; // where the charm wants it; empty: anywhere
  bool read_only = false;
};

struct ProvidedStorage {
  std::string location; // where the unit finds it: a folder or a device
  std::string source;   // what the machine mounts there first; empty: it is there
};

class StorageProvider {
public:
  virtual ~StorageProvider() = default;

  /// Makes it if it is not there.
  virtual ProvidedStorage provide_storage(const StorageSpec& spec) = 0;
  /// With its content. One that does not exist is success.
  virtual void remove_storage(const StorageSpec& spec) = 0;
  /// Why there are no block devices here; empty: there are.
  virtual std::string block_obstacle() const = 0;
};

} // namespace periapt::providers
