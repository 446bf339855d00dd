// What a unit asks for while a hook runs, fresh from the controller: state, leader settings, bags of others,
// goal state. A unit reads only what is its own; who may not see a thing cannot tell whether it exists.
// Rule: contract/hooks.md 5.6, 11 and 15; DESIGN I10 and section 9, rule 24.
// Threads: inside the caller's transaction.
#pragma once

#include "core/bag.h"
#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

/// The machine whose agent holds this token (given as lower-case hex of its SHA-256).
std::optional<MachineId> machine_of_token(const store::ReadTransaction& transaction, const std::string& token_sha256);

/// Throws Error(not_found) `unit not found` unless the unit is on the machine.
void require_unit_on_machine(const store::ReadTransaction& transaction, UnitId unit, MachineId machine);

/// True when a unit of the machine runs, or should run, a charm with this archive.
bool machine_may_read_charm(const store::ReadTransaction& transaction, MachineId machine, const std::string& sha256);

/// What a re-imaged agent starts from (rule 18).
struct UnitState {
  std::int64_t outbox_number = 0;
  std::optional<std::string> local_state;
  Bag charm_state;
  StatusRecord workload_status;
};
UnitState unit_state(const store::ReadTransaction& transaction, UnitId unit);

/// Throws Error(denied) `cannot write leadership settings: cannot write settings: not the leader` for a
/// stale term.
void set_leader_settings(store::WriteTransaction& transaction, UnitId unit, std::int64_t term,
                         const BagChanges& changes);

struct BagView {
  Bag settings;
  std::int64_t version = 0;
};
/// Throws Error(not_found) `relation not found`, Error(denied) `permission denied`, Error(not_found) `cannot
/// read settings for unit "x/9" in relation "…": unit "x/9": settings not found`.
BagView read_unit_bag(const store::ReadTransaction& transaction, UnitId asking, RelationId relation,
                      const std::string& unit);
BagView read_application_bag(const store::ReadTransaction& transaction, UnitId asking, RelationId relation,
                             const std::string& application);

struct GoalUnit {
  std::string name;
  std::string status;
  TimeMs since_ms = 0;
};
struct GoalRelation {
  std::string endpoint;
  std::vector<GoalUnit> members; // the remote application first, then its units
};
struct GoalState {
  std::vector<GoalUnit> units;
  std::vector<GoalRelation> relations;
};
GoalState goal_state(const store::ReadTransaction& transaction, UnitId unit);

/// Throws Error(denied) `cannot access cloud credentials: permission denied` unless the unit's application is trusted.
void require_trust(const store::ReadTransaction& transaction, UnitId unit);

struct ApplicationStatus {
  StatusRecord application;
  std::map<std::string, StatusRecord> units;
};
/// Throws Error(denied) `finding application status: this unit is not the leader`.
ApplicationStatus application_status(const store::ReadTransaction& transaction, UnitId unit);

} // namespace periapt::services
