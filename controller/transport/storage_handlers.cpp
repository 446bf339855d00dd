#include "transport/storage_handlers.h"

#include "core/error.h"
#include "services/application_storage.h"
#include "services/storage.h"
#include "transport/models_handlers.h"

namespace periapt::transport {
namespace {

/// Each id by itself: what one throws is its answer, and it has left no trace.
template <class Act>
wire::StorageResults for_each(store::WriteTransaction& transaction, const std::vector<std::string>& ids, Act act) {
  wire::StorageResults answer;
  for (const auto& id : ids) {
    auto& result = answer.results.emplace_back(wire::StorageResult{.id = id, .error = std::nullopt});
    try {
      transaction.all_or_nothing([&] { act(id); });
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
      result.error = error.what();
    }
  }
  return answer;
}

} // namespace

wire::StorageList list_storage(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.storage = services::storage_reports(transaction, model_of(transaction, call))};
}

wire::ApplicationStorage application_storage(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::ApplicationStorage answer;
  for (const auto& [label, plan] : services::application_storage(transaction, model_of(transaction, call), call.argument("app")))
    answer.storage[label] = {.pool = plan.pool, .size_mib = plan.size_mib, .count = plan.count};
  return answer;
}

wire::Empty set_application_storage(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                    const wire::SetApplicationStorage& request) {
  services::set_application_storage(transaction, model_of(transaction, call), call.argument("app"), request.storage,
                                    controller.block_obstacle);
  return {};
}

wire::StorageIds add_storage(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                             const wire::AddStorage& request) {
  return {.ids = services::add_storage(transaction, model_of(transaction, call), request.unit, request.storage,
                                       controller.block_obstacle, call.now)};
}

wire::StorageResults attach_storage(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::AttachStorage& request) {
  const auto model = model_of(transaction, call);
  return for_each(transaction, request.ids, [&](const std::string& id) {
    services::attach_storage(transaction, model, request.unit, id, call.now);
  });
}

wire::StorageResults detach_storage(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::DetachStorage& request) {
  const auto model = model_of(transaction, call);
  return for_each(transaction, request.ids, [&](const std::string& id) {
    services::detach_storage(transaction, model, id, request.force, call.now);
  });
}

wire::StorageResults remove_storage(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::RemoveStorage& request) {
  const auto model = model_of(transaction, call);
  return for_each(transaction, request.ids, [&](const std::string& id) {
    services::remove_storage(transaction, model, id, {.force = request.force, .destroy = !request.release}, call.now);
  });
}

wire::StoragePools list_storage_pools(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::StoragePools answer;
  for (auto& [name, pool] : services::all_storage_pools(transaction, model_of(transaction, call)))
    answer.pools[name] = {.provider = std::move(pool.provider), .attributes = std::move(pool.attributes)};
  return answer;
}

wire::Empty create_storage_pool(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::CreateStoragePool& request) {
  services::create_storage_pool(transaction, model_of(transaction, call), request.name,
                                {.provider = request.provider, .attributes = request.attributes});
  return {};
}

wire::Empty update_storage_pool(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::UpdateStoragePool& request) {
  services::update_storage_pool(transaction, model_of(transaction, call), request.name, request.attributes);
  return {};
}

wire::Empty remove_storage_pool(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::RemoveStoragePool& request) {
  services::remove_storage_pool(transaction, model_of(transaction, call), request.name);
  return {};
}

} // namespace periapt::transport
