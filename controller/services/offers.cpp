#include "services/offers.h"

#include "core/error.h"
#include "core/names.h"
#include "services/lifecycle.h"
#include "store/charm_repository.h"
#include "store/access_repository.h"
#include "store/model_repository.h"
#include "store/suspension_repository.h"
#include "store/user_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

const Endpoint* offerable_endpoint(const std::vector<Endpoint>& endpoints, const std::string& name) {
  const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto& one) { return one.name == name; });
  return found == endpoints.end() ? nullptr : &*found;
}

void require_offerable(const ReadTransaction& transaction, const ApplicationRow& application,
                       const std::vector<std::string>& names) {
  auto endpoints = charms::endpoints(transaction, application.charm);
  endpoints.push_back(implicit_juju_info);
  for (const auto& name : names) {
    const auto* endpoint = offerable_endpoint(endpoints, name);
    if (!endpoint)
      throw make_error(ErrorKind::not_found, "cannot offer application \"{}\": endpoint \"{}\" not found",
                       application.name, name);
    if (endpoint->role == Role::peer || endpoint->scope == Scope::container)
      throw make_error(ErrorKind::conflict, "cannot offer application \"{}\": endpoint \"{}\" is not for other models",
                       application.name, name);
  }
}

OfferConnection connection_of(const ReadTransaction& transaction, const RelationRow& relation,
                              const OfferRow& offer) {
  const auto& own = *relation.end_of(offer.application);
  const auto consumer = models::get(transaction, relation.model);
  return {.source_model_uuid = consumer.uuid,
          .username = consumer.owner,
          .relation_id = own.number,
          .endpoint = own.endpoint.name,
          .status = {relation.status, suspensions::reason(transaction, relation.id), relation.status_since_ms}};
}

} // namespace

std::string make_offer(WriteTransaction& transaction, ModelId model, const MakeOfferRequest& request) {
  const auto application = applications::get(transaction, model, request.application);
  if (application.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot offer application \"{}\": it is being removed", application.name);
  if (request.endpoints.empty())
    throw make_error(ErrorKind::invalid, "cannot offer application \"{}\": no endpoints", application.name);
  require_offerable(transaction, application, request.endpoints);
  const ApplicationName name(request.name.empty() ? application.name : request.name);
  if (const auto known = offers::find(transaction, model, name.str()); known && known->application != application.id)
    throw make_error(ErrorKind::already_exists, "offer \"{}\" already exists: it is of another application", name.str());
  offers::set(transaction, {.model = model, .name = name.str(), .application = application.id, .endpoints = request.endpoints});
  const auto owner = users::find(transaction, models::get(transaction, model).owner);
  if (owner) access::set_to_offer(transaction, owner->id, offers::find(transaction, model, name.str())->id, OfferAccess::admin);
  return name.str();
}

std::vector<Endpoint> offered_endpoints(const ReadTransaction& transaction, const OfferRow& row) {
  auto endpoints = charms::endpoints(transaction, applications::get(transaction, row.application).charm);
  endpoints.push_back(implicit_juju_info);
  std::erase_if(endpoints, [&](const Endpoint& one) {
    return std::find(row.endpoints.begin(), row.endpoints.end(), one.name) == row.endpoints.end();
  });
  return endpoints;
}

OfferView offer_view(const ReadTransaction& transaction, const OfferRow& row) {
  const auto model = models::get(transaction, row.model);
  const auto application = applications::get(transaction, row.application);
  OfferView view{.id = row.id,
                 .model_id = row.model,
                 .owner = model.owner,
                 .model = model.name,
                 .name = row.name,
                 .application = application.name,
                 .charm_url = charms::get(transaction, application.charm).ref.url,
                 .endpoints = offered_endpoints(transaction, row),
                 .connections = {}};
  for (const auto& over : offers::relations(transaction, row.id))
    if (const auto relation = relations::find(transaction, over.relation))
      view.connections.push_back(connection_of(transaction, *relation, row));
  return view;
}

std::vector<OfferView> offers_of_model(const ReadTransaction& transaction, ModelId model) {
  std::vector<OfferView> views;
  for (const auto& row : offers::list(transaction, model)) views.push_back(offer_view(transaction, row));
  return views;
}

std::vector<OfferView> all_offers(const ReadTransaction& transaction) {
  std::vector<OfferView> views;
  for (const auto& model : models::list(transaction))
    for (auto& view : offers_of_model(transaction, model.id)) views.push_back(std::move(view));
  return views;
}

void remove_offer(WriteTransaction& transaction, ModelId model, const std::string& name, bool force, TimeMs now) {
  const auto row = offers::find(transaction, model, name);
  if (!row) {
    const auto owner = models::get(transaction, model);
    throw make_error(ErrorKind::not_found, "application offer \"{}/{}.{}\" not found", owner.owner, owner.name, name);
  }
  const auto over = offers::relations(transaction, row->id);
  if (!over.empty() && !force)
    throw make_error(ErrorKind::conflict,
                     "cannot delete application offer \"{}\" since its underlying application still has {} relations",
                     name, over.size());
  for (const auto& one : over)
    if (const auto relation = relations::find(transaction, one.relation))
      begin_relation_removal(transaction, *relation, {now, force});
  offers::remove(transaction, *row);
}

} // namespace periapt::services
