// Machines without units yet. Rule: contract/cli.md 2.24. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

struct AddMachinesRequest {
  int count = 1;
  std::string base;        // ubuntu@24.04; empty: the model's default, else the newest we know
  std::string constraints; // as typed; those of the model count where these say nothing
};

/// Their names, in order. Throws Error(invalid) for a count below one, a base or constraints that are none;
/// Error(conflict) in a model that is being removed.
std::vector<std::string> add_machines(store::WriteTransaction& transaction, ModelId model,
                                      const AddMachinesRequest& request, TimeMs now);

} // namespace periapt::services
