#include "transport/offers_handlers.h"

#include "services/offers.h"
#include "services/remote_applications.h"
#include "transport/models_handlers.h"

namespace periapt::transport {
namespace {

wire::OfferInfo offer_to_wire(services::OfferView view) {
  wire::OfferInfo info{.owner = std::move(view.owner),
                       .model = std::move(view.model),
                       .name = std::move(view.name),
                       .application = std::move(view.application),
                       .charm_url = std::move(view.charm_url),
                       .endpoints = {},
                       .connections = {}};
  for (const auto& endpoint : view.endpoints) info.endpoints.push_back({endpoint.name, endpoint.interface, endpoint.role});
  for (auto& one : view.connections)
    info.connections.push_back({std::move(one.source_model_uuid), std::move(one.username), one.relation_id,
                                std::move(one.endpoint), std::move(one.status)});
  return info;
}

wire::OfferList offers_to_wire(std::vector<services::OfferView> views) {
  wire::OfferList list;
  for (auto& view : views) list.offers.push_back(offer_to_wire(std::move(view)));
  return list;
}

} // namespace

wire::OfferList list_all_offers(Controller&, const store::ReadTransaction& transaction, const Call&) {
  return offers_to_wire(services::all_offers(transaction));
}

wire::OfferList list_offers(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return offers_to_wire(services::offers_of_model(transaction, model_of(transaction, call)));
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
                                    {request.owner, request.model, request.offer, request.name, request.url})};
}

wire::Empty remove_remote_applications(Controller&, store::WriteTransaction& transaction, const Call& call,
                                       const wire::RemoveRemoteApplications& request) {
  const auto model = model_of(transaction, call);
  for (const auto& name : request.names)
    services::remove_remote_application(transaction, model, name, request.force, call.now);
  return {};
}

} // namespace periapt::transport
