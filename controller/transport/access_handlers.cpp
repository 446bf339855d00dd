#include "transport/access_handlers.h"

#include "core/error.h"
#include "services/grants.h"
#include "store/offer_repository.h"
#include "transport/models_handlers.h"

namespace periapt::transport {
namespace {

services::AccessChange access_change(const wire::ChangeAccess& request) {
  return {.user = request.user, .level = request.level, .revoke = request.revoke};
}

} // namespace

wire::Empty change_controller_access(Controller&, store::WriteTransaction& transaction, const Call& call,
                                     const wire::ChangeAccess& request) {
  services::change_controller_access(transaction, access_change(request), call.now);
  return {};
}

wire::Empty change_model_access(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::ChangeAccess& request) {
  services::change_model_access(transaction, model_of(transaction, call), access_change(request), call.now);
  return {};
}

wire::Empty change_offer_access(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::ChangeOfferAccess& request) {
  const auto offer = store::offers::find(transaction, model_of(transaction, call), request.name);
  if (!offer) throw make_error(ErrorKind::not_found, "application offer \"{}\" not found", request.name);
  services::change_offer_access(transaction, offer->id, access_change(request.access), call.now);
  return {};
}

wire::Empty change_cloud_access(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                const wire::ChangeCloudAccess& request) {
  services::change_cloud_access(transaction, request.cloud, controller.info.cloud, access_change(request.access), call.now);
  return {};
}

} // namespace periapt::transport
