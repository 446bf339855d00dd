// The storage of an application that is given another charm: what it has must still fit, and what the new charm
// declares anew, or more of, every unit gets. Rule: contract/cli.md 2.8; the reference's own charm upgrades.
// Threads: inside the caller's transaction.
#pragma once

#include "services/storage_plan.h"

#include <string>

namespace periapt::services {

/// Why the application's storage does not fit what the new charm declares; empty: it does.
std::string storage_obstacle(const store::ReadTransaction& transaction, const store::ApplicationRow& application,
                             CharmId new_charm);

/// After the application has its new charm; `old_charm`: the one before. A storage that is new comes to each unit as
/// often as planned; of one that was there before a unit gets what it lacks to the charm's least count.
/// Throws Error(invalid, not_found) where a directive does not fit.
void renew_storage(store::WriteTransaction& transaction, const store::ApplicationRow& application, CharmId old_charm,
                   const StorageDirectives& directives, const std::string& block_obstacle, TimeMs now);

} // namespace periapt::services
