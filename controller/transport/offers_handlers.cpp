#include "transport/offers_handlers.h"

#include "services/grants.h"
#include "services/offers.h"
#include "services/remote_applications.h"
#include "store/access_repository.h"
#include "transport/access_handlers.h"
#include "transport/models_handlers.h"

namespace periapt::transport {
namespace {

wire::OfferInfo offer_to_wire(const store::ReadTransaction& transaction, services::OfferView view, const Call& call) {
  const auto access = services::offer_access_of(transaction, call.user, view.id, view.model_id);
  wire::OfferInfo info{.owner = std::move(view.owner),
                       .model = std::move(view.model),
                       .name = std::move(view.name),
                       .application = std::move(view.application),
                       .charm_url = std::move(view.charm_url),
                       .endpoints = {},
                       .connections = {},
                       .access = access_word(access),
                       .users = visible_users(store::access::of_offer(transaction, view.id), call, access == OfferAccess::admin)};
  for (const auto& endpoint : view.endpoints) info.endpoints.push_back({endpoint.name, endpoint.interface, endpoint.role});
  for (auto& one : view.connections)
    info.connections.push_back({std::move(one.source_model_uuid), std::move(one.username), one.relation_id,
                                std::move(one.endpoint), std::move(one.status)});
  return info;
}

/// Those that the caller may see.
wire::OfferList offers_to_wire(const store::ReadTransaction& transaction, std::vector<services::OfferView> views,
                               const Call& call) {
  wire::OfferList list;
  for (auto& view : views)
    if (services::offer_access_of(transaction, call.user, view.id, view.model_id) != OfferAccess::none)
      list.offers.push_back(offer_to_wire(transaction, std::move(view), call));
  return list;
}

} // namespace

wire::OfferList list_all_offers(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return offers_to_wire(transaction, services::all_offers(transaction), call);
}

wire::OfferList list_offers(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return offers_to_wire(transaction, services::offers_of_model(transaction, model_of(transaction, call)), call);
}

wire::Consumed make_offer(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::MakeOffer& request) {
  return {.name = services::make_offer(transaction, model_of(transaction, call),
                                       {request.application, request.endpoints, request.name})};
}

wire::Empty remove_offer(Controller&, store::WriteTransaction& transaction, const Call& call,
                         const wire::RemoveOffer& request) {
  services::remove_offer(transaction, model_of(transaction, call), request.name, request.force, call.now);
  return {};
}

wire::Consumed consume(Controller&, store::WriteTransaction& transaction, const Call& call,
                       const wire::Consume& request) {
  return {.name = services::consume(transaction, model_of(transaction, call),
                                    {request.owner, request.model, request.offer, request.name, request.url, call.user})};
}

wire::Empty remove_remote_applications(Controller&, store::WriteTransaction& transaction, const Call& call,
                                       const wire::RemoveRemoteApplications& request) {
  const auto model = model_of(transaction, call);
  for (const auto& name : request.names)
    services::remove_remote_application(transaction, model, name, request.force, call.now);
  return {};
}

} // namespace periapt::transport
