// The remote state of a machine: the entities the controller has told, as of one revision. Values are immutable
// and shared, so a hook's snapshot is a handful of pointers. Rule: DESIGN section 9, 5 to 7 and 12.
// Threads: the agent's one thread.
#pragma once

#include "core/entities.h"
#include "core/revision.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace periapt::agent {

template <class T>
using Shared = std::shared_ptr<const T>;

/// One relation as one of its units sees it.
struct RelationSnapshot {
  Shared<RelationEntity> entity;
  RelationEnd own;
  RelationEnd other; // peers: the same as own
  bool peer = false;
  bool known = true; // false: the controller has dropped it, this unit has not yet left it
  std::map<std::string, Shared<RelationUnitEntity>> units;
  std::map<std::string, Shared<RelationApplicationEntity>> applications;
};

/// Everything one unit may know, as of one moment.
struct UnitSnapshot {
  Shared<UnitEntity> unit;
  Shared<ApplicationEntity> application;
  Shared<MachineEntity> machine;
  Shared<ModelEntity> model;
  std::vector<Shared<UnitEntity>> neighbours;         // the machine's other units
  std::map<std::int64_t, RelationSnapshot> relations; // by number
  std::map<std::int64_t, Shared<TaskEntity>> tasks;   // the unit's, by number
  std::map<std::string, Shared<SecretEntity>> secrets; // by id: what it or its application owns, and what it reads
  std::map<std::string, Shared<StorageEntity>> storage; // attached to the unit, by name
};

class MachineState {
public:
  /// All or nothing. False: `update` is not newer than what is known, and was ignored. A relation in `kept`
  /// that the controller drops stays, with its bags, marked unknown: its hooks have not ended.
  bool apply(const AgentUpdate& update, const std::set<RelationId>& kept);
  /// These relations are no longer needed by any unit: those the controller has dropped go.
  void release(const std::set<RelationId>& kept);

  const std::string& revision() const { return revision_text_; } // empty before the first update
  const std::map<std::int64_t, Shared<UnitEntity>>& units() const { return units_; }
  Shared<MachineEntity> machine() const;
  /// Commands to be run on the machine itself, by number.
  std::map<std::int64_t, Shared<TaskEntity>> machine_tasks() const { return tasks_of(std::nullopt); }
  /// nullopt unless the unit and what it belongs to are known.
  std::optional<UnitSnapshot> snapshot(UnitId unit) const;

private:
  template <class T>
  using Table = std::map<std::int64_t, Shared<T>>;
  using Pair = std::pair<std::int64_t, std::int64_t>;

  void clear(const std::set<RelationId>& kept);
  void remove(const EntityKey& key, const std::set<RelationId>& kept);
  void drop_relation(std::int64_t relation, const std::set<RelationId>& kept);
  std::map<std::int64_t, Shared<TaskEntity>> tasks_of(std::optional<UnitId> unit) const;
  RelationSnapshot relation_snapshot(const Shared<RelationEntity>& entity, const RelationEnd& own) const;

  std::string revision_text_;
  std::optional<Revision> revision_;
  Table<ModelEntity> models_;
  Table<MachineEntity> machines_;
  Table<ApplicationEntity> applications_;
  Table<UnitEntity> units_;
  Table<RelationEntity> relations_;
  Table<TaskEntity> tasks_;
  std::map<Pair, Shared<RelationUnitEntity>> relation_units_;
  std::map<Pair, Shared<RelationApplicationEntity>> relation_applications_;
  Table<SecretEntity> secrets_;
  Table<StorageEntity> storage_;
  std::set<std::int64_t> unknown_relations_;
};

} // namespace periapt::agent
