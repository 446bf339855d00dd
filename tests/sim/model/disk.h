// A machine's disk: survives its agent; what was not synced does not survive a loss of power. It is also where
// the history's facts about hooks come from, since what counts is what is durable.
#pragma once

#include "agent/state_store.h"
#include "sim/model/setting.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace periapt::sim {

/// What a hook saw and did, by its id; kept by whoever runs it.
struct HookTrace {
  std::int64_t version = 0;       // of what it was told
  std::int64_t relation = -1;     // it wrote to
  std::string value;
  bool concluded = false;         // the disk knows how it ended
};

class SimDisk final : public agent::StateStore {
public:
  SimDisk(Setting& setting, std::map<std::string, HookTrace>& traces) : setting_(setting), traces_(traces) {}

  std::optional<agent::StoredUnit> load_unit(UnitId unit) override;
  std::vector<UnitId> units() override;
  void save_unit(UnitId unit, const agent::UnitChange& change) override;
  void sync() override;
  void remove_unit(UnitId unit) override;
  void begin(const std::string& boot_id) override;
  std::optional<AgentUpdate> load_remote() override;
  void save_remote(const AgentUpdate& update) override;

  void lose_power();
  /// What a hook that is skipped counts as told: the newest that the machine knows.
  std::int64_t version_known(const std::string& unit, const resolver::HookInfo& hook) const;
  std::int64_t leader_term(const std::string& unit) const;
  std::int64_t charm_on_disk(const std::string& unit) const;
  /// Of a hook that is about a secret or a storage, or about the bag of the unit's own application.
  std::int64_t version_recorded(const std::string& unit, const resolver::HookInfo& hook) const;
  /// What the hook is about, as facts name it.
  static std::string subject_of(const resolver::HookInfo& hook);
  /// The application that owns the hook's secret, when it is not the unit itself.
  std::string secret_owner(const resolver::HookInfo& hook) const;
  /// The unit whose code runs; whoever saves is it, too.
  void acts(UnitId unit) { acting_ = unit; }
  void acts(const std::string& unit);
  /// What that unit is at, as it is written down.
  std::string activity() const;

private:
  struct Image {
    std::map<UnitId, agent::StoredUnit> units;
    std::optional<AgentUpdate> remote;
    std::string boot;
  };

  std::int64_t version_now(const std::string& unit, const resolver::HookInfo& hook) const;
  void tell(Event fact);
  void tell_ending();
  void note_skip(UnitId id, const agent::StoredUnit& unit);
  void note_progress(UnitId id, const agent::UnitRecord& before, const agent::UnitRecord& after);
  void note_task_end(const agent::UnitRecord& record, const Commit& commit);
  void note_readers();
  Event event(Fact fact, const agent::UnitRecord& record) const;

  Setting& setting_;
  std::map<std::string, HookTrace>& traces_;
  UnitId acting_;
  Image now_;
  Image synced_;
  /// Of an operation whose end is written and not synced: facts once it is, or once the next agent finds it.
  struct {
    bool is_told = false; // just now
    std::vector<Event> facts;
    std::vector<std::string> hooks; // that it concludes
  } ending_;
  std::set<std::pair<std::string, std::string>> readers_; // unit and the secret that it reads, as last heard
  std::map<UnitId, std::int64_t> skipped_at_; // what was known when the skip was decided, before its answer came
};

} // namespace periapt::sim
