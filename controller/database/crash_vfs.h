// For tests: a file system in memory, registered with SQLite under a name, that behaves like a disk with a
// volatile cache. What was not synced is forgotten at a power failure, or kept in part and out of order, as a
// real disk may; and it can be full. So I8 (an acknowledged write survives power loss) is a test, not a hope.
//
//   CrashVfs disk("crash");
//   disk.fail_power_at_sync(3);                         // the third sync from now does not happen
//   … open with {.vfs = disk.name()}, commit until it throws …
//   disk.restart(CrashVfs::Unsynced::lost);             // all connections must be closed
//
// Threads: any; one lock for the whole disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace periapt::database {

class CrashVfs {
public:
  explicit CrashVfs(std::string name);
  CrashVfs(const CrashVfs&) = delete;
  CrashVfs& operator=(const CrashVfs&) = delete;
  /// Every connection to it must be closed before.
  ~CrashVfs();

  const std::string& name() const noexcept;

  /// Number of syncs so far.
  std::int64_t syncs() const;
  /// The nth sync from now (from 1) fails without effect, and so does all that follows until restart().
  void fail_power_at_sync(std::int64_t nth);
  bool power_failed() const;

  enum class Unsynced { lost, some_kept };
  /// Power is back: files are what was synced; with some_kept, also a random half of the sectors written since.
  void restart(Unsynced unsynced, std::uint32_t seed = 0);

  /// Bytes all files together may have; a write beyond fails as a full disk. 0: no limit.
  void set_capacity(std::int64_t bytes);
  std::int64_t used_bytes() const;

  struct Disk; // inside the room

private:
  std::unique_ptr<Disk> disk_;
};

} // namespace periapt::database
