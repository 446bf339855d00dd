#include "services/storage_manager.h"

#include "base/fault_point.h"
#include "core/error.h"
#include "services/lifecycle.h"
#include "services/storage.h"
#include "store/model_repository.h"

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
  const auto spec = store_.read([&](const ReadTransaction& transaction) { return spec_of(transaction, row); });
  const auto location = provider_.provide_storage(spec);
  PERIAPT_FAULT_POINT("storage.provided-not-recorded");
  const auto now = clock_.wall_ms();
  store_.write([&](WriteTransaction& transaction) {
    const auto current = storage::find(transaction, row.id);
    if (!current || !current->attachment || current->attachment->id != row.attachment->id) return;
    storage::set_status(transaction, *current, {"attached", "", now});
    storage::set_location(transaction, *current, location);
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
