// Endpoints offered to other models of this controller. Rule: contract/cli.md 2.18, DESIGN section 9, rule 26.
// Threads: inside the caller's transaction.
#pragma once

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/status.h"
#include "store/offer_repository.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

struct MakeOfferRequest {
  std::string application;
  std::vector<std::string> endpoints;
  std::string name; // empty: the application's
};
/// A new offer, or other endpoints of one that is there; answers its name. Throws Error(not_found) for an unknown
/// application or endpoint, Error(already_exists) for the name of another application's offer, Error(conflict) for an
/// application that is being removed or an endpoint that is not for others.
std::string make_offer(store::WriteTransaction& transaction, ModelId model, const MakeOfferRequest& request);

struct OfferConnection {
  std::string source_model_uuid;
  std::string username;
  std::int64_t relation_id = 0; // in the offering model
  std::string endpoint;
  StatusRecord status;
};
struct OfferView {
  std::int64_t id = 0;
  ModelId model_id;
  std::string owner;
  std::string model;
  std::string name;
  std::string application;
  std::string charm_url;
  std::vector<Endpoint> endpoints; // by name
  std::vector<OfferConnection> connections;
};
OfferView offer_view(const store::ReadTransaction& transaction, const store::OfferRow& row);
std::vector<OfferView> offers_of_model(const store::ReadTransaction& transaction, ModelId model); // by name
std::vector<OfferView> all_offers(const store::ReadTransaction& transaction); // by owner, model and name

/// With connections only when forced: they end with their relations. Throws Error(not_found, conflict).
void remove_offer(store::WriteTransaction& transaction, ModelId model, const std::string& name, bool force, TimeMs now);

/// Those of the application's endpoints that are offered.
std::vector<Endpoint> offered_endpoints(const store::ReadTransaction& transaction, const store::OfferRow& row);

} // namespace periapt::services
