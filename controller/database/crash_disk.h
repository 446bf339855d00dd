// Inside the room only: the disk behind CrashVfs. A file has a durable content, what was written since its
// last sync, and a current content, which is both together. Names are as strict: that a file was made or
// removed is durable only when the folder is synced, which SQLite asks for by removing durably, and does itself
// at the first sync of a journal or WAL it made (os_unix.c, UNIXFILE_DIRSYNC).
#pragma once

#include "database/crash_vfs.h"

#include <sqlite3.h>

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::database {

struct UnsyncedWrite {
  std::int64_t offset = 0;
  std::string bytes;
  bool truncates = false; // to offset
};

/// A file's locks as SQLite defines them: any number of SHARED, at most one RESERVED, PENDING or EXCLUSIVE.
struct FileLocks {
  int shared = 0;
  const void* writer = nullptr; // the handle that holds RESERVED or more
  int writer_level = SQLITE_LOCK_NONE;
};

/// The WAL's shared memory. It is not on the disk: a power failure clears it.
struct SharedMemory {
  std::vector<std::unique_ptr<std::string>> regions;
  std::array<int, SQLITE_SHM_NLOCK> shared{};
  std::array<const void*, SQLITE_SHM_NLOCK> exclusive{};
};

struct DiskFile {
  std::string durable;
  bool durable_exists = false;
  std::string current;
  bool exists = false;
  bool first_sync_is_of_folder_too = false;
  std::vector<UnsyncedWrite> unsynced;
  FileLocks locks;
  SharedMemory shared_memory;
};

struct CrashVfs::Disk {
  explicit Disk(std::string vfs_name);
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk();

  // All of these: mutex held by the caller. The result is SQLite's.
  int write(DiskFile& file, std::string_view bytes, std::int64_t offset);
  int truncate(DiskFile& file, std::int64_t size);
  int sync(DiskFile& file);
  int remove(const std::string& path, bool durably);
  void sync_folder();
  std::int64_t used_bytes() const;
  void restart(Unsynced unsynced, std::uint32_t seed);

  std::mutex mutex;
  std::string name;
  std::map<std::string, std::unique_ptr<DiskFile>> files; // addresses stay: open handles point at them
  std::int64_t syncs = 0;
  std::int64_t fails_at_sync = 0; // 0: never
  bool dark = false;
  std::int64_t capacity_bytes = 0;
  sqlite3_vfs vfs{};
};

} // namespace periapt::database
