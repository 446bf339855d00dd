#include "charm/checked_archive.h"

#include "base/file.h"
#include "core/error.h"

namespace periapt::charm {

CheckedArchive::CheckedArchive(const std::filesystem::path& archive, const ArchiveLimits& limits)
    : zip_(archive), limits_(limits) {}

std::optional<ZipEntry> CheckedArchive::next() {
  auto entry = zip_.next();
  if (!entry) {
    links_.check();
    return entry;
  }
  if (++entries_ > limits_.entries)
    throw make_error(ErrorKind::invalid, "archive has more than {} entries", limits_.entries);
  if (entry->type == ZipEntry::Type::other)
    throw make_error(ErrorKind::invalid, "archive entry \"{}\" is neither file nor folder nor symlink", entry->path);
  entry->path = clean_entry_path(entry->path);
  if (entry->type == ZipEntry::Type::symlink) {
    check_link(entry->path, entry->link_target);
    links_.add(entry->path, entry->link_target);
  }
  names_.add(entry->path, entry->type);
  claimed_.file = 0;
  count(claimed_, entry->size_bytes, entry->path);
  return entry;
}

void CheckedArchive::copy(const ZipEntry& entry, int fd) {
  written_.file = 0;
  zip_.read([&](std::string_view piece) {
    count(written_, piece.size(), entry.path);
    write_all(fd, piece);
  });
}

void CheckedArchive::count(Sum& sum, std::uint64_t bytes, const std::string& path) const {
  sum.file += bytes;
  sum.total += bytes;
  if (sum.file > limits_.file_bytes)
    throw make_error(ErrorKind::invalid, "archive entry \"{}\" holds more than {} bytes", path, limits_.file_bytes);
  if (sum.total > limits_.total_bytes)
    throw make_error(ErrorKind::invalid, "archive holds more than {} bytes", limits_.total_bytes);
}

} // namespace periapt::charm
