// What the commands about offers share: an offer's URL completed, an offer consumed, offers as documents.
// Rule: contract/cli.md 2.18. Threads: one.
#pragma once

#include "cli/formatters/record.h"
#include "cli/offer_url.h"
#include "cli/session.h"
#include "wire/offer_messages.h"

#include <string>

namespace periapt::cli {

/// With the user and the controller filled in. Throws Error(invalid) for an offer of another controller than
/// `controller`: two controllers relate later.
OfferUrl completed_offer_url(const Session& session, OfferUrl url, const std::string& controller);

/// The offer becomes a SAAS application of the model, under that name or its own; answers the name.
std::string consume_offer(ModelClient& model, const OfferUrl& url, const std::string& name);

/// Every offer of the controller.
std::vector<wire::OfferInfo> all_offers(Session& session, const ControllerEntry& controller);

Value offer_endpoints_document(const wire::OfferInfo& offer);
/// {user: {display-name, access}}
Value offer_users_document(const wire::OfferInfo& offer);

} // namespace periapt::cli
