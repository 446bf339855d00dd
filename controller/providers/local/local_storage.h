// Storage on this host. The sizes of folders are not enforced: they share the host's disk.
//
//   <machine>/storage/<name>/<number>                           rootfs: goes with the machine (base/machine_layout.h)
//   <machine>/storage/<name>-<number>.img                       loop: a sparse file behind a block device
//   <storage folder>/<model's uuid>/<name>-<number>             local: the model's own, outlives machines
//   <memory folder>/periapt-<uid>/<model's uuid>-<name>-<number>  tmpfs: gone with a restart of the host
//
// Where mounting is permitted the unit finds a folder at the place that its charm names, and one that is read-only is
// mounted so; as root a machine sees its own rootfs storage at /var/lib/juju/storage, too (DESIGN section 9, rule 22).
#pragma once

#include "providers/local/local_provider.h"
#include "providers/storage_provider.h"

#include <filesystem>

namespace periapt::providers {

class LocalStorage final : public StorageProvider {
public:
  /// `machines` outlives it. `mounts`: machines can mount (base/machine_mounts.h).
  LocalStorage(const LocalProvider& machines, std::filesystem::path storage_folder,
               std::filesystem::path memory_folder, bool mounts);

  ProvidedStorage provide_storage(const StorageSpec& spec) override;
  void remove_storage(const StorageSpec& spec) override;
  std::string block_obstacle() const override;

private:
  std::filesystem::path path_of(const StorageSpec& spec) const;

  const LocalProvider& machines_;
  std::filesystem::path storage_folder_;
  std::filesystem::path memory_folder_;
  bool mounts_;
};

} // namespace periapt::providers
