// Models: adding, finding, configuring, destroying. Rule: contract/cli.md 1.6, 2.14 to 2.17.
// Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/life.h"
#include "core/status.h"
#include "store/transaction.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::services {

struct ModelSummary {
  ModelId id;
  std::string name;
  std::string owner;
  Uuid uuid;
  Life life = Life::alive;
  StatusRecord status; // available, destroying
  int machine_count = 0;
  int unit_count = 0;
  int application_count = 0;
  bool is_controller = false;
};

struct NewModel {
  std::string name;
  Uuid uuid; // made by the caller
  std::map<std::string, std::string> config;
  std::string owner = "admin"; // who has every right to it
};

/// Throws Error(already_exists), Error(not_found) for the owner, or Error(invalid) for a name or a config value that is wrong.
ModelSummary add_model(store::WriteTransaction& transaction, const NewModel& model, TimeMs now);

/// The controller's own model is in the list of models and otherwise apart: nothing is put into it, and it ends with the
/// controller. Made when the controller starts; not over a model of that name that somebody made before there was one.
bool lacks_controller_model(const store::ReadTransaction& transaction);
void add_controller_model(store::WriteTransaction& transaction, const Uuid& uuid, TimeMs now);
/// Throws Error(conflict) for the controller's own model, and for one that is being removed: `cannot WHAT: ...`.
void require_open_model(const store::ReadTransaction& transaction, ModelId model, std::string_view what);

/// By name ("foo" for one's own, or "admin/foo"), UUID, or a prefix of the UUID of at least 6 characters.
/// Throws Error(not_found) `model "x" not found`.
ModelId find_model(const store::ReadTransaction& transaction, std::string_view name_or_uuid,
                   std::string_view user = "admin");
ModelSummary model_summary(const store::ReadTransaction& transaction, ModelId model);
std::vector<ModelSummary> list_models(const store::ReadTransaction& transaction); // by name

/// Everything in the model is removed, then the model; with `force` this ends also when machines and
/// agents are gone (lifecycle.h). Doing it again changes nothing.
/// What becomes of storage that outlives its machines.
enum class StorageDisposal { none_expected, destroy, release };
void destroy_model(store::WriteTransaction& transaction, ModelId model, bool force, TimeMs now,
                   StorageDisposal storage = StorageDisposal::none_expected);

/// Explicitly set values.
std::map<std::string, std::string> model_config(const store::ReadTransaction& transaction, ModelId model);

struct ModelConfigChange {
  std::map<std::string, std::string> set;
  std::vector<std::string> reset;
};
/// Throws Error(invalid) with the contract's texts; all or nothing.
void set_model_config(store::WriteTransaction& transaction, ModelId model, const ModelConfigChange& change);

} // namespace periapt::services
