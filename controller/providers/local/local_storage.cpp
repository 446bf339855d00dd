#include "providers/local/local_storage.h"

#include "base/file.h"
#include "core/error.h"
#include "core/storage_name.h"
#include "providers/local/loop_device.h"

#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

namespace periapt::providers {
namespace fs = std::filesystem;
namespace {

/// Names come from charms: what could lead elsewhere is refused here, too.
void require_plain(const StorageSpec& spec) {
  if (!is_valid_storage_name(spec.name) || spec.number < 0)
    throw make_error(ErrorKind::invalid, "storage name \"{}\" not valid", spec.name);
}

/// A folder that everybody may write to is no place for ours, unless ours is there and nobody else's.
fs::path private_folder_in(const fs::path& shared) {
  struct statfs system {};
  if (::statfs(shared.c_str(), &system) != 0 || system.f_type != TMPFS_MAGIC)
    throw make_error(ErrorKind::unavailable, "cannot keep storage in memory: \"{}\" is not in memory", shared.string());
  const auto folder = shared / fmt::format("periapt-{}", ::geteuid());
  ::mkdir(folder.c_str(), 0700);
  struct stat info {};
  const bool ours = ::lstat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() &&
                    (info.st_mode & 077) == 0;
  if (!ours) throw make_error(ErrorKind::unavailable, "cannot keep storage in memory: \"{}\" is somebody else's", folder.string());
  return folder;
}

} // namespace

LocalStorage::LocalStorage(const LocalProvider& machines, fs::path storage_folder, fs::path memory_folder, bool mounts)
    : machines_(machines), storage_folder_(std::move(storage_folder)), memory_folder_(std::move(memory_folder)),
      mounts_(mounts) {}

fs::path LocalStorage::path_of(const StorageSpec& spec) const {
  require_plain(spec);
  const auto number = std::to_string(spec.number);
  const auto& model = spec.machine.model_uuid;
  if (spec.provider == "local") return storage_folder_ / model / (spec.name + "-" + number);
  if (spec.provider == "tmpfs") return private_folder_in(memory_folder_) / (model + "-" + spec.name + "-" + number);
  const auto on_machine = machines_.layout(spec.machine).storage();
  if (spec.provider == "rootfs") return on_machine / spec.name / number;
  if (spec.provider == "loop") return on_machine / (spec.name + "-" + number + ".img");
  throw make_error(ErrorKind::invalid, "storage provider \"{}\" not found", spec.provider);
}

ProvidedStorage LocalStorage::provide_storage(const StorageSpec& spec) {
  const auto path = path_of(spec);
  const bool is_folder = spec.provider != "loop";
  std::error_code none;
  const auto status = fs::symlink_status(path, none);
  if (is_folder && fs::exists(status) && !fs::is_directory(status))
    throw make_error(ErrorKind::conflict, "cannot make storage \"{}/{}\": \"{}\" is no folder", spec.name, spec.number,
                     path.string());
  try {
    if (!is_folder) make_folders(path.parent_path());
    else if (!fs::exists(status)) make_folders(path); // one that is there keeps the mode its charm gave it
  } catch (const std::system_error& error) {
    throw make_error(ErrorKind::unavailable, "cannot make storage \"{}/{}\": {}", spec.name, spec.number, error.what());
  }
  if (!is_folder) return {.location = make_loop_device(path, spec.size_mib), .source = ""};
  if (!mounts_ || (spec.mount_point.empty() && !spec.read_only)) return {.location = path.string(), .source = ""};
  return {.location = spec.mount_point.empty() ? path.string() : spec.mount_point, .source = path.string()};
}

void LocalStorage::remove_storage(const StorageSpec& spec) {
  const auto path = path_of(spec);
  if (spec.provider == "loop") return remove_loop_device(path);
  try {
    remove_tree(path);
  } catch (const std::system_error& error) {
    throw make_error(ErrorKind::unavailable, "cannot remove storage \"{}/{}\": {}", spec.name, spec.number, error.what());
  }
}

std::string LocalStorage::block_obstacle() const { return loop_obstacle(); }

} // namespace periapt::providers
