// SQLite's two tables of functions over CrashVfs::Disk.
#include "database/crash_vfs.h"

#include "database/crash_disk.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

namespace periapt::database {
namespace {

using Disk = CrashVfs::Disk;

/// SQLite allocates szOsFile bytes and gives us a pointer: plain data only.
struct Handle {
  sqlite3_file base;
  Disk* disk;
  DiskFile* file;
  const std::string* path;
  int level;
  bool delete_on_close;
};

Handle& handle_of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
Disk& disk_of(sqlite3_vfs* vfs) { return *static_cast<Disk*>(vfs->pAppData); }

// --- a file's functions -------------------------------------------------------------------------

int read_file_part(sqlite3_file* base, void* buffer, int amount, sqlite3_int64 offset) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  if (handle.disk->dark) return SQLITE_IOERR_READ;
  const std::string& content = handle.file->current;
  const auto wanted = static_cast<std::size_t>(amount);
  const std::size_t begin = std::min(static_cast<std::size_t>(offset), content.size());
  const std::size_t available = std::min(wanted, content.size() - begin);
  std::memcpy(buffer, content.data() + begin, available);
  if (available == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(buffer) + available, 0, wanted - available);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file_part(sqlite3_file* base, const void* buffer, int amount, sqlite3_int64 offset) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  const std::string_view bytes(static_cast<const char*>(buffer), static_cast<std::size_t>(amount));
  return handle.disk->write(*handle.file, bytes, offset);
}

int truncate_file(sqlite3_file* base, sqlite3_int64 size) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  return handle.disk->truncate(*handle.file, size);
}

int sync_file(sqlite3_file* base, int) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  return handle.disk->sync(*handle.file);
}

int file_size(sqlite3_file* base, sqlite3_int64* size) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  *size = static_cast<sqlite3_int64>(handle.file->current.size());
  return SQLITE_OK;
}

bool may_raise(const Handle& handle, int level) {
  const FileLocks& locks = handle.file->locks;
  const bool other_writer = locks.writer && locks.writer != &handle;
  if (level == SQLITE_LOCK_SHARED) return !other_writer || locks.writer_level < SQLITE_LOCK_PENDING;
  if (other_writer) return false;
  return level < SQLITE_LOCK_EXCLUSIVE || locks.shared == 1; // only ourselves
}

int lock_file(sqlite3_file* base, int level) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  if (handle.level >= level) return SQLITE_OK;
  if (!may_raise(handle, level)) return SQLITE_BUSY;
  FileLocks& locks = handle.file->locks;
  if (level == SQLITE_LOCK_SHARED) {
    ++locks.shared;
  } else {
    locks.writer = &handle;
    locks.writer_level = level;
  }
  handle.level = level;
  return SQLITE_OK;
}

void lower_lock(Handle& handle, int level) {
  FileLocks& locks = handle.file->locks;
  if (handle.level <= level) return;
  if (locks.writer == &handle) {
    locks.writer = nullptr;
    locks.writer_level = SQLITE_LOCK_NONE;
  }
  if (level == SQLITE_LOCK_NONE) locks.shared = std::max(0, locks.shared - 1);
  handle.level = level;
}

int unlock_file(sqlite3_file* base, int level) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  lower_lock(handle, level);
  return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* base, int* reserved) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  *reserved = handle.file->locks.writer != nullptr;
  return SQLITE_OK;
}

int close_file(sqlite3_file* base) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  lower_lock(handle, SQLITE_LOCK_NONE);
  if (handle.delete_on_close) handle.disk->remove(*handle.path, true);
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 512; }
int device_characteristics(sqlite3_file*) { return 0; } // promises nothing: sectors tear, order is free

// --- the WAL's shared memory --------------------------------------------------------------------

int map_shared_memory(sqlite3_file* base, int region, int size, int extend, void volatile** memory) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  auto& regions = handle.file->shared_memory.regions;
  const auto index = static_cast<std::size_t>(region);
  *memory = nullptr;
  if (index >= regions.size() && !extend) return SQLITE_OK;
  while (index >= regions.size()) regions.push_back(std::make_unique<std::string>(static_cast<std::size_t>(size), '\0'));
  *memory = regions[index]->data();
  return SQLITE_OK;
}

bool shared_memory_free(const SharedMemory& memory, int slot, const Handle& handle, bool exclusive) {
  const auto i = static_cast<std::size_t>(slot);
  if (memory.exclusive[i] && memory.exclusive[i] != &handle) return false;
  return !exclusive || memory.shared[i] == 0;
}

int lock_shared_memory(sqlite3_file* base, int first, int count, int flags) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  SharedMemory& memory = handle.file->shared_memory;
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  const bool taking = (flags & SQLITE_SHM_LOCK) != 0;
  for (int slot = first; taking && slot < first + count; ++slot) {
    if (!shared_memory_free(memory, slot, handle, exclusive)) return SQLITE_BUSY;
  }
  for (int slot = first; slot < first + count; ++slot) {
    const auto i = static_cast<std::size_t>(slot);
    if (exclusive) memory.exclusive[i] = taking ? &handle : nullptr;
    else memory.shared[i] = std::max(0, memory.shared[i] + (taking ? 1 : -1));
  }
  return SQLITE_OK;
}

void shared_memory_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int unmap_shared_memory(sqlite3_file* base, int remove) {
  Handle& handle = handle_of(base);
  const std::lock_guard lock(handle.disk->mutex);
  if (remove) handle.file->shared_memory.regions.clear();
  return SQLITE_OK;
}

const sqlite3_io_methods file_methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file_part,
    .xWrite = write_file_part,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = map_shared_memory,
    .xShmLock = lock_shared_memory,
    .xShmBarrier = shared_memory_barrier,
    .xShmUnmap = unmap_shared_memory,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// --- the file system's functions ----------------------------------------------------------------

constexpr int journal_types = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* out_flags) {
  Disk& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex);
  base->pMethods = nullptr;
  if (disk.dark) return SQLITE_CANTOPEN;
  static std::atomic<int> temporary_files = 0;
  const std::string path = name ? name : "temporary-" + std::to_string(++temporary_files);
  auto& slot = disk.files[path];
  if (!slot) slot = std::make_unique<DiskFile>();
  if (!slot->exists && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  if (!std::exchange(slot->exists, true)) slot->first_sync_is_of_folder_too = (flags & journal_types) != 0;
  Handle& handle = handle_of(base);
  handle.disk = &disk;
  handle.file = slot.get();
  handle.path = &disk.files.find(path)->first;
  handle.level = SQLITE_LOCK_NONE;
  handle.delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  base->pMethods = &file_methods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  Disk& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex);
  return disk.remove(name, sync_folder != 0);
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* result) {
  Disk& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.files.find(name);
  *result = found != disk.files.end() && found->second->exists;
  return SQLITE_OK;
}

int full_pathname(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  return vfs;
}
int randomness(sqlite3_vfs*, int size, char* out) { return real_vfs()->xRandomness(real_vfs(), size, out); }
int sleep_microseconds(sqlite3_vfs*, int amount) { return real_vfs()->xSleep(real_vfs(), amount); }
int current_time(sqlite3_vfs*, double* time) { return real_vfs()->xCurrentTime(real_vfs(), time); }

sqlite3_vfs describe_vfs(Disk& disk) {
  sqlite3_vfs vfs{};
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(Handle);
  vfs.mxPathname = 512;
  vfs.zName = disk.name.c_str();
  vfs.pAppData = &disk;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_pathname;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep_microseconds;
  vfs.xCurrentTime = current_time;
  return vfs;
}

} // namespace

CrashVfs::Disk::Disk(std::string vfs_name) : name(std::move(vfs_name)) {
  sqlite3_initialize();
  vfs = describe_vfs(*this);
  sqlite3_vfs_register(&vfs, 0);
}

CrashVfs::Disk::~Disk() { sqlite3_vfs_unregister(&vfs); }

CrashVfs::CrashVfs(std::string name) : disk_(std::make_unique<Disk>(std::move(name))) {}
CrashVfs::~CrashVfs() = default;

const std::string& CrashVfs::name() const noexcept { return disk_->name; }

std::int64_t CrashVfs::syncs() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->syncs;
}

void CrashVfs::fail_power_at_sync(std::int64_t nth) {
  const std::lock_guard lock(disk_->mutex);
  disk_->fails_at_sync = nth;
}

bool CrashVfs::power_failed() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->dark;
}

void CrashVfs::restart(Unsynced unsynced, std::uint32_t seed) {
  const std::lock_guard lock(disk_->mutex);
  disk_->restart(unsynced, seed);
}

void CrashVfs::set_capacity(std::int64_t bytes) {
  const std::lock_guard lock(disk_->mutex);
  disk_->capacity_bytes = bytes;
}

std::int64_t CrashVfs::used_bytes() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->used_bytes();
}

} // namespace periapt::database
