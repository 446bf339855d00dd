// What one machine's agent must not lose: its units' records, their outboxes, what a running hook has written
// so far, and the remote state last heard. Production: state/sqlite_state_store.h.
// Threads: the agent's one thread. Every save is all or nothing. Errors: Error(unavailable) for a full disk.
#pragma once

#include "agent/unit_record.h"
#include "core/commit.h"
#include "core/entities.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::agent {

/// One step of a unit. What is absent stays as it is.
struct UnitChange {
  std::optional<UnitRecord> record;
  std::optional<Commit> appended;        // one more entry at the outbox's end
  std::optional<std::int64_t> delivered; // this entry and all before it are answered: removed
  bool clear_hook_writes = false;
  std::optional<Commit> hook_write;      // one more buffered write of the running hook
  BagChanges charm_state;                // an empty value is kept, nullopt deletes
};

struct StoredUnit {
  UnitRecord record;
  std::vector<Commit> outbox;      // by number
  std::vector<Commit> hook_writes; // in order
  Bag charm_state;
};

class StateStore {
public:
  virtual ~StateStore() = default;

  virtual std::optional<StoredUnit> load_unit(UnitId unit) = 0;
  virtual std::vector<UnitId> units() = 0;
  /// What is saved here and below survives the agent's death; once it is synced, a loss of power (DESIGN section 9, rule 12).
  virtual void save_unit(UnitId unit, const UnitChange& change) = 0;
  virtual void sync() = 0;
  virtual void remove_unit(UnitId unit) = 0;

  /// The first call of an agent: what the last one saved is synced. After a new boot the remote state last heard is
  /// forgotten: what a loss of power has left of it may be older than what hooks were told.
  virtual void begin(const std::string& boot_id) = 0;
  /// The remote state as one snapshot, as of its revision; nullopt before the first.
  virtual std::optional<AgentUpdate> load_remote() = 0;
  /// Replaces, or changes, what load_remote() gives.
  virtual void save_remote(const AgentUpdate& update) = 0;
};

} // namespace periapt::agent
