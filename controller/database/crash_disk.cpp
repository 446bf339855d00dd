#include "database/crash_disk.h"

#include <algorithm>
#include <random>
#include <utility>

namespace periapt::database {
namespace {

constexpr std::size_t sector_bytes = 512;

void write_into(std::string& content, std::string_view bytes, std::int64_t offset) {
  const auto begin = static_cast<std::size_t>(offset);
  content.resize(std::max(content.size(), begin + bytes.size()), '\0');
  content.replace(begin, bytes.size(), bytes);
}

/// What a disk that was writing when the power went may hold: each sector old or new.
void keep_some(DiskFile& file, std::mt19937& random) {
  for (const UnsyncedWrite& write : file.unsynced) {
    if (write.truncates) continue;
    for (std::size_t at = 0; at < write.bytes.size(); at += sector_bytes) {
      if (random() % 2 == 0) continue;
      const auto sector = std::string_view(write.bytes).substr(at, sector_bytes);
      write_into(file.durable, sector, write.offset + static_cast<std::int64_t>(at));
    }
  }
}

} // namespace

int CrashVfs::Disk::write(DiskFile& file, std::string_view bytes, std::int64_t offset) {
  if (dark) return SQLITE_IOERR_WRITE;
  const auto end = offset + static_cast<std::int64_t>(bytes.size());
  const auto growth = std::max<std::int64_t>(0, end - static_cast<std::int64_t>(file.current.size()));
  if (capacity_bytes > 0 && growth > 0 && used_bytes() + growth > capacity_bytes) return SQLITE_FULL;
  write_into(file.current, bytes, offset);
  file.unsynced.push_back({.offset = offset, .bytes = std::string(bytes)});
  return SQLITE_OK;
}

int CrashVfs::Disk::truncate(DiskFile& file, std::int64_t size) {
  if (dark) return SQLITE_IOERR_TRUNCATE;
  file.current.resize(static_cast<std::size_t>(size), '\0');
  file.unsynced.push_back({.offset = size, .bytes = {}, .truncates = true});
  return SQLITE_OK;
}

int CrashVfs::Disk::sync(DiskFile& file) {
  ++syncs;
  if (fails_at_sync > 0 && --fails_at_sync == 0) dark = true;
  if (dark) return SQLITE_IOERR_FSYNC;
  file.durable = file.current;
  file.unsynced.clear();
  if (std::exchange(file.first_sync_is_of_folder_too, false)) sync_folder();
  return SQLITE_OK;
}

void CrashVfs::Disk::sync_folder() {
  for (const auto& [path, file] : files) {
    file->durable_exists = file->exists;
    if (!file->exists) file->durable.clear();
  }
}

int CrashVfs::Disk::remove(const std::string& path, bool durably) {
  if (dark) return SQLITE_IOERR_DELETE;
  const auto found = files.find(path);
  if (found == files.end() || !found->second->exists) return SQLITE_IOERR_DELETE_NOENT;
  DiskFile& file = *found->second;
  file.exists = false;
  file.current.clear();
  file.unsynced.clear();
  if (durably) sync_folder();
  return SQLITE_OK;
}

std::int64_t CrashVfs::Disk::used_bytes() const {
  std::int64_t used = 0;
  for (const auto& [path, file] : files) used += static_cast<std::int64_t>(file->current.size());
  return used;
}

void CrashVfs::Disk::restart(Unsynced unsynced, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (const auto& [path, file] : files) {
    if (unsynced == Unsynced::some_kept && file->durable_exists) keep_some(*file, random);
    file->current = file->durable;
    file->exists = file->durable_exists;
    file->unsynced.clear();
    file->locks = {};
    file->shared_memory = {};
  }
  dark = false;
  fails_at_sync = 0;
}

} // namespace periapt::database
