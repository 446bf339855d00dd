// The machine's state.db: schema in state/sql. What is saved is in the WAL, which survives the agent's death; sync() brings
// that to the disk. Threads: the agent's one thread.
#pragma once

#include "agent/state_store.h"
#include "base/log.h"
#include "database/connection.h"

#include <filesystem>

namespace periapt::agent {

class SqliteStateStore final : public StateStore {
public:
  /// Made, or brought to the program's schema. Throws Error(conflict) for a newer program's database, Error(invalid) for a
  /// malformed one.
  explicit SqliteStateStore(const std::filesystem::path& path);
  /// The same; but a malformed one is set aside as "….malformed", which is logged, and a new one made: the controller
  /// tells it where the units were (DESIGN section 9, rule 18).
  static SqliteStateStore open(const std::filesystem::path& path, const Log& log);

  std::optional<StoredUnit> load_unit(UnitId unit) override;
  std::vector<UnitId> units() override;
  void save_unit(UnitId unit, const UnitChange& change) override;
  void sync() override { connection_.sync(); }
  void remove_unit(UnitId unit) override;
  void begin(const std::string& boot_id) override;
  std::optional<AgentUpdate> load_remote() override;
  void save_remote(const AgentUpdate& update) override;

  /// Up to where the controller has the machine's log.
  std::int64_t shipped_log();
  void save_shipped_log(std::int64_t offset);

private:
  database::Connection connection_;
};

} // namespace periapt::agent
