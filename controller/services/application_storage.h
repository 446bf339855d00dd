// `application-storage`: what each unit that is added later gets. Rule: contract/cli.md 4.
// Threads: inside the caller's transaction.
#pragma once

#include "services/storage_plan.h"

#include <string>

namespace periapt::services {

/// Throws Error(not_found) `application "x" not found`.
ApplicationStorages application_storage(const store::ReadTransaction& transaction, ModelId model,
                                        const std::string& application);

/// What a directive does not say stays as it is; units that are there keep what they have. All or nothing. Throws
/// Error(invalid, not_found, conflict) for what does not fit (storage_plan.h).
void set_application_storage(store::WriteTransaction& transaction, ModelId model, const std::string& application,
                             const StorageDirectives& directives, const std::string& block_obstacle);

} // namespace periapt::services
