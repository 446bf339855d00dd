// Relations over an offer, suspended and resumed by the model that offers. Units on both sides run the hooks of a
// relation's end, and those of its beginning again. Rule: contract/cli.md 2.18, contract/hooks.md 5.5.
// Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <cstdint>
#include <string>
#include <vector>

namespace periapt::services {

struct SuspensionRequest {
  std::vector<std::int64_t> relations; // by their numbers in the offering model
  bool suspended = true;
  std::string reason = {}; // of a suspension; may be empty
};

/// All or none; one that is so already gets the new reason, and nothing else happens. Throws Error(not_found), or
/// Error(conflict) for a relation that is being removed or that does not run over an offer of this model.
void set_suspended(store::WriteTransaction& transaction, ModelId model, const SuspensionRequest& request, TimeMs now);

} // namespace periapt::services
