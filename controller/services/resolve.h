// Marking failed units as resolved. Rule: contract/cli.md 2.10, contract/hooks.md section 8.
// Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

struct ResolveRequest {
  std::vector<std::string> units;
  bool all = false;
  bool no_retry = false;
};

/// Throws Error(not_found) `unit "x/0" not found`, Error(conflict) `unit "x/0" is not in an error state`.
void resolve(store::WriteTransaction& transaction, ModelId model, const ResolveRequest& request);

} // namespace periapt::services
