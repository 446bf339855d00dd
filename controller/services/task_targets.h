// Which unit or machine a task is for. Inside this room only.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct TaskTarget {
  std::string unit_name;    // empty: a machine
  std::string machine_name; // empty: a unit
  std::optional<UnitId> unit;
  std::optional<MachineId> machine;
  std::string error; // why nothing can be scheduled there; empty: it can

  std::string tag() const; // "unit-wordpress-0", "machine-0"; "wordpress/leader" for a leader nobody knows
};

/// "app/0" or "app/leader", whose unit is named then. Throws Error(invalid) `invalid unit name "x"`.
TaskTarget unit_target(const store::ReadTransaction& transaction, ModelId model, const std::string& name);
TaskTarget machine_target(const store::ReadTransaction& transaction, ModelId model, const std::string& name);
/// Throws Error(not_found) `application "x" not found`.
std::vector<TaskTarget> application_targets(const store::ReadTransaction& transaction, ModelId model,
                                            const std::string& application);
std::vector<TaskTarget> machine_targets(const store::ReadTransaction& transaction, ModelId model);

} // namespace periapt::services
