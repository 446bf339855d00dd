#include "agent/supervisor/storage_mounts.h"

#include "base/file.h"
#include "base/system_error.h"

#include <algorithm>
#include <cerrno>

namespace periapt::agent {

void StorageMounts::set(const std::string& tag, const std::vector<StorageMount>& wanted) {
  const auto known = units_.find(tag);
  if (known == units_.end() && wanted.empty()) return;
  auto& shown = known == units_.end() ? units_[tag] : known->second;
  shown.remove_if([&](const Shown& one) { return std::find(wanted.begin(), wanted.end(), one.mount) == wanted.end(); });
  for (const auto& mount : wanted) {
    const auto is_it = [&](const Shown& one) { return one.mount == mount; };
    if (std::none_of(shown.begin(), shown.end(), is_it)) show(shown, mount);
  }
}

bool StorageMounts::is_taken(const std::string& target) const {
  for (const auto& [tag, shown] : units_) {
    if (std::any_of(shown.begin(), shown.end(), [&](const Shown& one) { return one.mount.target == target; })) return true;
  }
  return false;
}

void StorageMounts::show(std::list<Shown>& shown, const StorageMount& mount) {
  if (!permitted_) throw_error_number(EPERM, "cannot mount at \"{}\"", mount.target);
  if (is_taken(mount.target)) throw_error_number(EBUSY, "cannot mount at \"{}\"", mount.target);
  note(mount.target); // first: what is made on the host must be found if we are killed
  shown.push_front({mount, MountPoint(mount.source, mount.target, mount.read_only)});
}

/// Every place that a mount may be at, for who removes a machine whose supervisor was killed.
void StorageMounts::note(const std::string& also) const {
  std::string places = also + '\n';
  for (const auto& [tag, shown] : units_) {
    for (const auto& one : shown) places += one.mount.target + '\n';
  }
  write_file_atomically(layout_.mount_points(), places, 0600);
}

} // namespace periapt::agent
