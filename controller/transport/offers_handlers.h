// Offers and SAAS applications. Use cases: services/offers.h, services/remote_applications.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/messages.h"
#include "wire/offer_messages.h"

namespace periapt::transport {

wire::OfferList list_all_offers(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::OfferList list_offers(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Consumed make_offer(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::MakeOffer& request); // the offer's name
wire::Empty remove_offer(Controller&, store::WriteTransaction& transaction, const Call& call,
                         const wire::RemoveOffer& request);
wire::Consumed consume(Controller&, store::WriteTransaction& transaction, const Call& call,
                       const wire::Consume& request);
wire::Empty remove_remote_applications(Controller&, store::WriteTransaction& transaction, const Call& call,
                                       const wire::RemoveRemoteApplications& request);

} // namespace periapt::transport
