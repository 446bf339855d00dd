#include "transport/models_handlers.h"

#include "services/grants.h"
#include "services/models.h"
#include "store/access_repository.h"
#include "transport/access_handlers.h"

namespace periapt::transport {
namespace {

wire::ModelInfo to_wire(const store::ReadTransaction& transaction, const services::ModelSummary& model, const Call& call) {
  const auto access = services::model_access_of(transaction, call.user, model.id);
  return {.name = model.name,
          .owner = model.owner,
          .uuid = model.uuid,
          .life = model.life,
          .status = model.status,
          .machine_count = model.machine_count,
          .unit_count = model.unit_count,
          .application_count = model.application_count,
          .access = access_word(access),
          .users = visible_users(store::access::of_model(transaction, model.id), call, access == ModelAccess::admin),
          .is_controller = model.is_controller};
}

} // namespace

ModelId model_of(const store::ReadTransaction& transaction, const Call& call) {
  return services::find_model(transaction, call.argument("model"), call.user.name);
}

wire::ModelList list_models(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::ModelList list;
  for (const auto& model : services::list_models(transaction))
    if (services::model_access_of(transaction, call.user, model.id) != ModelAccess::none)
      list.models.push_back(to_wire(transaction, model, call));
  return list;
}

wire::ModelInfo add_model(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                          const wire::AddModel& request) {
  if (!services::may_add_models(transaction, call.user, controller.info.cloud)) services::refuse_access();
  const auto owner = request.owner.value_or(call.user.name);
  if (owner != call.user.name && call.user.access < ControllerAccess::superuser) services::refuse_access();
  const services::NewModel model{
      .name = request.name, .uuid = call.fresh_uuid, .config = request.config, .owner = owner};
  return to_wire(transaction, services::add_model(transaction, model, call.now), call);
}

wire::ModelInfo model_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return to_wire(transaction, services::model_summary(transaction, model_of(transaction, call)), call);
}

services::StorageDisposal disposal_of(const wire::DestroyModel& request) {
  if (request.release_storage) return services::StorageDisposal::release;
  const bool destroy = request.destroy_storage;
  return destroy ? services::StorageDisposal::destroy : services::StorageDisposal::none_expected;
}

wire::ModelInfo destroy_model(Controller&, store::WriteTransaction& transaction, const Call& call,
                              const wire::DestroyModel& request) {
  const auto model = model_of(transaction, call);
  auto info = to_wire(transaction, services::model_summary(transaction, model), call);
  services::destroy_model(transaction, model, request.force, call.now, disposal_of(request)); // an empty one is gone at once
  info.life = Life::dying;
  return info;
}

wire::ModelConfig model_config(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.values = services::model_config(transaction, model_of(transaction, call))};
}

wire::Empty set_model_config(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::SetModelConfig& request) {
  services::set_model_config(transaction, model_of(transaction, call), {.set = request.set, .reset = request.reset});
  return {};
}

} // namespace periapt::transport
