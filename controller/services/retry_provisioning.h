// `retry-provisioning`: machines that could not be started are tried at once, rather than when their turn comes.
// Rule: contract/cli.md 4; machine_manager.h says when that is. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct RetriedMachine {
  std::string machine;
  std::optional<std::string> error; // nothing was done: why
};

/// One for each name. `machine 0 is not in an error state (running)`, `machine 7 not found`.
std::vector<RetriedMachine> retry_provisioning(store::WriteTransaction& transaction, ModelId model,
                                               const std::vector<std::string>& machines, TimeMs now);
/// Every machine of the model that could not be started.
std::vector<RetriedMachine> retry_all_provisioning(store::WriteTransaction& transaction, ModelId model, TimeMs now);

} // namespace periapt::services
