// Clouds that clients tell the controller of. They are records: this controller's machines come from its own provider.
// Rule: contract/cli.md 2.22. Threads: inside the caller's transaction.
#pragma once

#include "store/transaction.h"

#include <string>

namespace periapt::services {

struct CloudChange {
  std::string name;
  std::string definition; // YAML of one cloud
  bool existing = false;  // it is there and is replaced; else it must not be there
};

/// Throws Error(already_exists, not_found), Error(invalid) for a name or a definition that is none, Error(conflict)
/// for the controller's own cloud.
void set_cloud(store::WriteTransaction& transaction, const CloudChange& change, const std::string& own_cloud);
/// Throws Error(not_found); Error(conflict) for the controller's own cloud.
void remove_cloud(store::WriteTransaction& transaction, const std::string& name, const std::string& own_cloud);

} // namespace periapt::services
