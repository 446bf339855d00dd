// An application goes on with another charm: a newer revision, or another charm altogether. The model only says
// what its units should run; each puts it on its disk when it comes to it. Rule: contract/cli.md 2.8,
// contract/charm-format.md 4. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "services/resources.h"
#include "services/storage_plan.h"
#include "store/transaction.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace periapt::services {

struct RefreshRequest {
  std::string charm_url;                     // of a charm in the model
  bool switching = false;                    // a charm of another name is welcome
  std::map<std::string, std::string> config; // texts as typed, for the new charm; "trust" allowed
  std::optional<bool> trust;
  bool force = false;       // although what the charm assumes is not there
  bool force_base = false;  // although it does not support the application's base
  bool force_units = false; // units in error take it too
  StorageDirectives storage; // for what the new charm declares
  std::string block_obstacle; // why there are no block devices; empty: there are
  ResourceUploads resources;
  std::filesystem::path files_folder;
  std::string channel; // of the store that the charm is from
};

struct Refreshed {
  std::string charm_url;
  bool changed = true; // false: it had that charm already
};

/// Explicit settings that the new charm does not have, or has with another type, are dropped. Throws
/// Error(not_found, invalid), and Error(conflict) with the reason when the new charm does not fit what is there:
/// nothing has changed then.
Refreshed refresh(store::WriteTransaction& transaction, ModelId model, const std::string& application,
                  const RefreshRequest& request, TimeMs now);

} // namespace periapt::services
