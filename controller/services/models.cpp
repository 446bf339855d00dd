#include "services/models.h"

#include "core/error.h"
#include "core/names.h"
#include "services/lifecycle.h"
#include "services/model_config_rules.h"
#include "services/model_defaults.h"
#include "services/reports.h"
#include "services/users.h"
#include "store/access_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/storage_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

/// Every local machine is in it (reports.h, CloudName).
const std::string only_region = CloudName{}.region;

constexpr const char* controller_model = "controller";
constexpr const char* controller_owner = "admin";

ModelSummary summary_of(const ReadTransaction& transaction, const ModelRow& row) {
  const auto counts = models::counts(transaction, row.id);
  return {.id = row.id,
          .name = row.name,
          .owner = row.owner,
          .uuid = row.uuid,
          .life = row.life,
          .status = {row.life == Life::alive ? "available" : "destroying", "", row.since_ms},
          .machine_count = counts.machines,
          .unit_count = counts.units,
          .application_count = counts.applications,
          .is_controller = row.is_controller};
}

bool means(const ModelRow& row, std::string_view text) {
  constexpr std::size_t shortest_uuid_prefix = 6;
  return row.owner + "/" + row.name == text ||
         (text.size() >= shortest_uuid_prefix && row.uuid.starts_with(text));
}

void dispose_of_storage(WriteTransaction& transaction, ModelId model, StorageDisposal disposal) {
  for (const auto& row : storage::list(transaction, model)) {
    if (!row.persistent()) continue;
    if (disposal == StorageDisposal::none_expected && row.life == Life::alive)
      throw Error(ErrorKind::conflict, "the model has persistent storage remaining: destroy it with --destroy-storage, "
                                       "or keep its content with --release-storage");
    if (disposal == StorageDisposal::release) storage::release(transaction, row);
    storage::set_life(transaction, row, Life::dying);
  }
}

} // namespace

ModelSummary add_model(WriteTransaction& transaction, const NewModel& model, TimeMs now) {
  const ModelName name(model.name);
  for (const auto& row : models::list(transaction))
    if (row.name == name.str() && row.owner == model.owner)
      throw make_error(ErrorKind::already_exists,
                       "failed to create new model: model \"{}\" for {} already exists", row.name, row.owner);
  const auto owner = find_user(transaction, model.owner);
  const auto id = models::insert(transaction, model.uuid, name.str(), now, owner.name);
  access::set_to_model(transaction, owner.id, id, ModelAccess::admin);
  auto config = model.config;
  config.merge(inherited_settings(transaction, only_region));
  set_model_config(transaction, id, {config, {}});
  return model_summary(transaction, id);
}

bool lacks_controller_model(const ReadTransaction& transaction) {
  const auto rows = models::list(transaction);
  return std::none_of(rows.begin(), rows.end(), [](const auto& row) {
    return row.is_controller || (row.name == controller_model && row.owner == controller_owner);
  });
}

void add_controller_model(WriteTransaction& transaction, const Uuid& uuid, TimeMs now) {
  const auto owner = find_user(transaction, controller_owner);
  const auto id = models::insert(transaction, uuid, controller_model, now, owner.name, true);
  access::set_to_model(transaction, owner.id, id, ModelAccess::admin);
}

void require_open_model(const ReadTransaction& transaction, ModelId model, std::string_view what) {
  const auto row = models::get(transaction, model);
  if (row.is_controller)
    throw make_error(ErrorKind::conflict, "cannot {}: model \"{}\" is the controller's own and holds nothing else", what,
                     row.name);
  if (row.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot {}: model \"{}\" is being removed", what, row.name);
}

ModelId find_model(const ReadTransaction& transaction, std::string_view name_or_uuid, std::string_view user) {
  const auto rows = models::list(transaction);
  for (const auto& row : rows) // a name wins over another model's UUID
    if (row.name == name_or_uuid && row.owner == user) return row.id;
  for (const auto& row : rows)
    if (means(row, name_or_uuid)) return row.id;
  throw make_error(ErrorKind::not_found, "model \"{}\" not found", name_or_uuid);
}

ModelSummary model_summary(const ReadTransaction& transaction, ModelId model) {
  return summary_of(transaction, models::get(transaction, model));
}

std::vector<ModelSummary> list_models(const ReadTransaction& transaction) {
  std::vector<ModelSummary> summaries;
  for (const auto& row : models::list(transaction)) summaries.push_back(summary_of(transaction, row));
  return summaries;
}

void destroy_model(WriteTransaction& transaction, ModelId model, bool force, TimeMs now, StorageDisposal disposal) {
  if (const auto row = models::get(transaction, model); row.is_controller)
    throw make_error(ErrorKind::conflict, "\"{}\" is a controller; use 'juju destroy-controller' to destroy it",
                     row.name);
  dispose_of_storage(transaction, model, disposal);
  models::set_life(transaction, model, Life::dying, now);
  for (const auto& row : applications::list(transaction, model))
    if (const auto application = applications::find(transaction, row.id)) // gone with one before it
      begin_application_removal(transaction, *application, {now, force});
  for (const auto& machine : machines::list(transaction, model))
    if (units::on_machine(transaction, machine.id).empty()) machines::set_life(transaction, machine, Life::dying);
  end_model_if_empty(transaction, model);
}

std::map<std::string, std::string> model_config(const ReadTransaction& transaction, ModelId model) {
  return models::config(transaction, model);
}

void set_model_config(WriteTransaction& transaction, ModelId model, const ModelConfigChange& change) {
  std::map<std::string, std::optional<std::string>> changes;
  for (const auto& [key, value] : change.set) {
    check_model_setting(key, value);
    changes[key] = value;
  }
  const auto inherited = inherited_settings(transaction, only_region);
  for (const auto& key : change.reset) {
    if (change.set.contains(key))
      throw make_error(ErrorKind::invalid, "cannot set and reset key \"{}\" simultaneously", key);
    const auto found = inherited.find(key);
    changes[key] = found == inherited.end() ? std::nullopt : std::optional(found->second);
  }
  models::set_config(transaction, model, changes);
}

} // namespace periapt::services
