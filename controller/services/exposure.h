// Who outside may reach an application's ports. Kept and shown; local machines have no firewall to tell.
// Rule: contract/cli.md 2.12. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

struct ExposeRequest {
  std::vector<std::string> endpoints; // none: all of them
  std::vector<std::string> spaces;
  std::vector<std::string> cidrs; // neither these nor spaces: everybody
};

/// Each endpoint's own settings are replaced, others stay; without endpoints and targets nothing but the flag is set.
/// Throws Error(not_found) for an unknown application, endpoint or space, Error(invalid) for what is no CIDR.
void expose(store::WriteTransaction& transaction, ModelId model, const std::string& application,
            const ExposeRequest& request);

/// Without endpoints: wholly. With the last endpoint goes the exposure. Throws Error(not_found) for an unknown
/// application or an endpoint that is not exposed.
void unexpose(store::WriteTransaction& transaction, ModelId model, const std::string& application,
              const std::vector<std::string>& endpoints);

} // namespace periapt::services
