// Removing units, applications and machines by name. Each name is planned by itself: one that cannot be removed says
// why and does not stop the others. Rule: contract/cli.md 2.4, 2.6 and 2.24, contract/hooks.md section 4.
// Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct RemoveRequest {
  std::vector<std::string> names;
  bool dry_run = false;
  bool destroy_storage = false; // also what would outlive it
  bool force = false; // ends within a minute, without hooks if they do not end
};

struct RemovalPlan {
  std::string name;
  std::optional<std::string> error; // this one is not removed: why
  std::vector<std::string> units;   // that go with it, natural order
  std::vector<std::string> destroyed_storage;
  std::vector<std::string> detached_storage;
};

std::vector<RemovalPlan> remove_units(store::WriteTransaction& transaction, ModelId model,
                                      const RemoveRequest& request, TimeMs now);
/// Without `force` a machine with units is not removed: `machine 0 has unit "a/0" assigned`.
std::vector<RemovalPlan> remove_machines(store::WriteTransaction& transaction, ModelId model,
                                         const RemoveRequest& request, TimeMs now);
std::vector<RemovalPlan> remove_applications(store::WriteTransaction& transaction, ModelId model,
                                             const RemoveRequest& request, TimeMs now);

} // namespace periapt::services
