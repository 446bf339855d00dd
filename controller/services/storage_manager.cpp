#include "services/storage_manager.h"

#include "base/fault_point.h"
#include "core/error.h"
#include "services/lifecycle.h"
#include "services/storage.h"
#include "services/storage_plan.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/model_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

providers::StorageSpec spec_of(const ReadTransaction& transaction, const StorageRow& row) {
  return {.machine = {models::get(transaction, row.model).uuid, row.machine_name},
          .provider = row.provider,
          .name = row.name,
          .number = row.number,
          .size_mib = row.size_mib};
}

/// With where it is to be on its unit's machine. Throws Error(conflict) when another one is there.
providers::StorageSpec spec_of_attached(const ReadTransaction& transaction, const StorageRow& row) {
  auto spec = spec_of(transaction, row);
  const auto unit = units::get(transaction, row.attachment->unit);
  const auto charm = charms::get(transaction, applications::get(transaction, unit.application).charm);
  spec.mount_point = mount_point(declared_storage(transaction, charm, row.name), row.label());
  spec.read_only = row.attachment->read_only;
  for (const auto& other : storage::list(transaction, row.model)) {
    if (spec.mount_point.empty() || other.location != spec.mount_point || other.id == row.id) continue;
    if (other.attachment && other.attachment->machine == unit.machine)
      throw make_error(ErrorKind::conflict, "\"{}\" is taken by {} of {}", spec.mount_point, other.label(),
                       other.attachment->unit_name);
  }
  return spec;
}

} // namespace

void StorageManager::reconcile() {
  for (const auto& row : store_.read([](const ReadTransaction& transaction) { return storage::unsettled(transaction); })) {
    try {
      if (row.attachment) provide(row);
      else if (row.life == Life::alive) settle_detached(row);
      else destroy(row);
    } catch (const Error& error) {
      show(row, "error", error.what());
    }
  }
}

void StorageManager::provide(const StorageRow& row) {
  const auto spec = store_.read([&](const ReadTransaction& transaction) { return spec_of_attached(transaction, row); });
  const auto provided = provider_.provide_storage(spec);
  PERIAPT_FAULT_POINT("storage.provided-not-recorded");
  const auto now = clock_.wall_ms();
  store_.write([&](WriteTransaction& transaction) {
    const auto current = storage::find(transaction, row.id);
    if (!current || !current->attachment || current->attachment->id != row.attachment->id) return;
    storage::set_status(transaction, *current, {"attached", "", now});
    storage::set_location(transaction, *current, provided.location, provided.source);
  });
}

void StorageManager::settle_detached(const StorageRow& row) { show(row, "detached", ""); }

void StorageManager::destroy(const StorageRow& row) {
  const auto spec = store_.read([&](const ReadTransaction& transaction) { return spec_of(transaction, row); });
  if (!row.released) provider_.remove_storage(spec);
  PERIAPT_FAULT_POINT("storage.removed-not-recorded");
  store_.write([&](WriteTransaction& transaction) {
    const auto current = storage::find(transaction, row.id);
    if (!current || current->attachment) return;
    storage::remove(transaction, *current);
    end_model_if_empty(transaction, row.model);
  });
}

void StorageManager::show(const StorageRow& row, const std::string& status, const std::string& message) {
  if (row.status.current == status && row.status.message == message) return;
  const auto now = clock_.wall_ms();
  store_.write([&](WriteTransaction& transaction) {
    if (const auto current = storage::find(transaction, row.id)) storage::set_status(transaction, *current, {status, message, now});
  });
}

} // namespace periapt::services
