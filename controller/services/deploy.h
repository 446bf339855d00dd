// Applications come to be: an application from a charm of the model, its peer relations, its units and
// their machines. Rule: contract/cli.md 2.1 and 2.5, contract/hooks.md 5.1.
// Threads: inside the caller's transaction. Nothing is half-done: what throws leaves no trace.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "services/resources.h"
#include "services/storage_plan.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct DeployRequest {
  std::string charm_url;
  std::optional<std::string> application; // default: the charm's name
  int num_units = 1;
  std::map<std::string, std::string> config; // texts as typed; "trust" allowed
  std::vector<std::string> to;               // placement of unit i: an existing machine's name
  bool trust = false;
  std::optional<std::string> base; // ubuntu@24.04
  bool force = false;
  StorageDirectives storage;
  std::vector<std::string> attach_storage; // ids, for the one unit
  ResourceUploads resources;
  std::filesystem::path files_folder;      // where their files are
  std::string channel;     // of the store that the charm is from
  std::string constraints; // as typed
  std::string block_obstacle;              // why there are no block devices; empty: there are
};

struct Deployed {
  std::string application;
  std::string base; // ubuntu@24.04/stable
};

/// Throws Error(already_exists, not_found, invalid) with the contract's texts.
Deployed deploy(store::WriteTransaction& transaction, ModelId model, const DeployRequest& request, TimeMs now);

struct AddUnitsRequest {
  std::string application;
  int num_units = 1;
  std::vector<std::string> to;
  std::vector<std::string> attach_storage;
};

/// The names of the new units, in order.
std::vector<std::string> add_units(store::WriteTransaction& transaction, ModelId model,
                                   const AddUnitsRequest& request, TimeMs now);

} // namespace periapt::services
