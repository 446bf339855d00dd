// The machine's state.db: schema in state/sql. `written` changes reach the WAL, which survives the agent's death;
// `synced` ones are on the disk. Threads: the agent's one thread.
#pragma once

#include "agent/state_store.h"
#include "database/connection.h"

#include <filesystem>

namespace periapt::agent {

class SqliteStateStore final : public StateStore {
public:
  /// Made, or brought to the program's schema. Throws Error(conflict) for a newer program's database.
  explicit SqliteStateStore(const std::filesystem::path& path);

  std::optional<StoredUnit> load_unit(UnitId unit) override;
  std::vector<UnitId> units() override;
  void save_unit(UnitId unit, const UnitChange& change, Durability durability) override;
  void remove_unit(UnitId unit) override;
  void begin(const std::string& boot_id) override;
  std::optional<AgentUpdate> load_remote() override;
  void save_remote(const AgentUpdate& update) override;

  /// Up to where the controller has the machine's log.
  std::int64_t shipped_log();
  void save_shipped_log(std::int64_t offset);

private:
  void set_durability(Durability durability);

  database::Connection connection_;
  Durability durability_ = Durability::synced; // how the connection is set
};

} // namespace periapt::agent
