#include "charm/archive.h"
#include "charm/charm_tree.h"
#include "charm/checked_archive.h"

namespace periapt::charm {
namespace {

/// 0644 or 0755; a hook that nobody made executable is made so for its owner.
mode_t mode_of(const ZipEntry& entry, const std::set<std::string>& hooks) {
  if (entry.executable) return 0755;
  return hooks.contains(entry.path) ? 0744 : 0644;
}

std::set<std::string> hook_paths(const Charm& charm) {
  std::set<std::string> paths;
  for (const auto& name : hook_names(charm)) paths.insert("hooks/" + name);
  return paths;
}

} // namespace

std::set<std::string> archive_manifest(const std::filesystem::path& archive, const ArchiveLimits& limits) {
  CheckedArchive checked(archive, limits);
  while (checked.next()) {
  }
  return checked.listed();
}

void unpack_charm(const std::filesystem::path& archive, const std::filesystem::path& target,
                  const ArchiveLimits& limits) {
  const auto hooks = hook_paths(read_charm_archive(archive));
  archive_manifest(archive, limits); // refuses before the first file is written
  CheckedArchive checked(archive, limits);
  CharmTree tree(target);
  while (const auto entry = checked.next()) {
    const auto copy = [&](int fd) { checked.copy(*entry, fd); };
    switch (entry->type) {
    case ZipEntry::Type::folder: tree.make_folder(entry->path); break;
    case ZipEntry::Type::symlink: tree.make_link(entry->path, entry->link_target); break;
    case ZipEntry::Type::file: tree.make_file(entry->path, mode_of(*entry, hooks), copy); break;
    case ZipEntry::Type::other: break; // refused by next()
    }
  }
  tree.sync();
}

} // namespace periapt::charm
