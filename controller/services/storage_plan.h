// What storage a unit gets: the charm's declarations, the directives of a deployment, pools and defaults brought
// together, and refused where they do not fit. Rule: contract/charm-format.md 3.2, contract/cli.md 2.1 and 2.20.
// Threads: inside the caller's transaction.
#pragma once

#include "charm/charm.h"
#include "core/storage_name.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/storage_repository.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::services {

/// Texts as typed, by the charm's name for the storage: {"data": "local,2,10G"}.
using StorageDirectives = std::map<std::string, std::string>;
/// What each unit of an application gets, by the charm's name for it.
using ApplicationStorages = std::map<std::string, store::ApplicationStorage>;

/// Every pool of the model by name: those that were made, and one for each provider.
std::map<std::string, store::StoragePool> all_storage_pools(const store::ReadTransaction& transaction, ModelId model);
bool is_storage_provider(const std::string& name);

/// One storage, completed with defaults: Error(invalid, not_found) says what does not fit. `block_obstacle`: why
/// there are no block devices here; empty: there are.
store::ApplicationStorage plan_storage(const store::ReadTransaction& transaction, const store::CharmRow& charm,
                                       const charm::Storage& declared, const StorageDirective& directive,
                                       const std::string& block_obstacle);

/// All of an application's, also those of which a unit gets none at first. `known`: the plans it has already, kept
/// where there is no directive, and raised to what the charm needs at least.
ApplicationStorages plan_application_storage(const store::ReadTransaction& transaction, const store::CharmRow& charm,
                                             const StorageDirectives& directives, const ApplicationStorages& known,
                                             const std::string& block_obstacle);

/// Where an instance is to be found when machines can mount; empty: the charm does not say.
/// Rule: contract/charm-format.md 3.2, `location`.
std::string mount_point(const charm::Storage& declared, const std::string& instance);

/// What a charm declares under this name. Throws Error(not_found).
charm::Storage declared_storage(const store::ReadTransaction& transaction, const store::CharmRow& charm,
                                const std::string& name);

} // namespace periapt::services
