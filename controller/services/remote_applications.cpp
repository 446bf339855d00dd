#include "services/remote_applications.h"

#include "core/error.h"
#include "core/names.h"
#include "services/grants.h"
#include "services/lifecycle.h"
#include "services/models.h"
#include "services/offers.h"
#include "store/model_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

OfferRow find_offer(const ReadTransaction& transaction, const ConsumeRequest& request) {
  const auto rows = models::list(transaction);
  const auto model = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
    return row.owner == request.owner && row.name == request.model;
  });
  auto offer = model == rows.end() ? std::nullopt : offers::find(transaction, model->id, request.offer);
  const auto access = offer ? offer_access_of(transaction, request.consumer, offer->id, offer->model) : OfferAccess::none;
  if (access == OfferAccess::none)
    throw make_error(ErrorKind::not_found, "application offer \"{}/{}.{}\" not found", request.owner, request.model,
                     request.offer);
  if (access < OfferAccess::consume) refuse_access();
  return *std::move(offer);
}

/// The leader's word for the application, else the first of its units'.
StatusRecord status_of_offered(const ReadTransaction& transaction, const OfferRow& offer) {
  const auto application = applications::get(transaction, offer.application);
  if (application.status) return *application.status;
  std::vector<StatusRecord> of_units;
  for (const auto& unit : units::of_application(transaction, application.id)) of_units.push_back(unit.workload);
  return derive_application_status(of_units).value_or(StatusRecord{"unknown", "", application.created_ms});
}

std::vector<OfferEndpointReport> endpoint_reports(const std::vector<Endpoint>& endpoints) {
  std::vector<OfferEndpointReport> reports;
  for (const auto& endpoint : endpoints) reports.push_back({endpoint.name, endpoint.interface, endpoint.role});
  return reports;
}

} // namespace

std::string consume(WriteTransaction& transaction, ModelId model, const ConsumeRequest& request) {
  const auto offer = find_offer(transaction, request);
  const ApplicationName name(request.name.empty() ? request.offer : request.name);
  require_open_model(transaction, model, fmt::format("add saas application \"{}\"", name.str()));
  if (applications::find(transaction, model, name.str()))
    throw make_error(ErrorKind::already_exists, "cannot add saas application \"{}\": application already exists", name.str());
  if (const auto known = remote_applications::find(transaction, model, name.str())) {
    if (known->offer == offer.id && known->life == Life::alive) return name.str();
    throw make_error(ErrorKind::already_exists, "saas application already exists: \"{}\"", name.str());
  }
  remote_applications::insert(transaction,
                              {.model = model, .name = name.str(), .offer = offer.id, .url = request.url});
  return name.str();
}

void remove_remote_application(WriteTransaction& transaction, ModelId model, const std::string& name, bool force,
                               TimeMs now) {
  const auto row = remote_applications::find(transaction, model, name);
  if (!row) throw make_error(ErrorKind::not_found, "saas application \"{}\" not found", name);
  remote_applications::set_life(transaction, *row, Life::dying);
  for (const auto& over : remote_applications::relations(transaction, row->id))
    if (const auto relation = relations::find(transaction, over.relation))
      begin_relation_removal(transaction, *relation, {now, force});
  end_remote_application_if_unused(transaction, row->id);
}

void end_remote_application_if_unused(WriteTransaction& transaction, std::int64_t id) {
  const auto row = remote_applications::find(transaction, id);
  if (!row || row->life == Life::alive || !remote_applications::relations(transaction, id).empty()) return;
  remote_applications::remove(transaction, *row);
}

std::optional<RemoteSide> remote_side(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto row = remote_applications::find(transaction, model, name);
  if (!row) return std::nullopt;
  const auto offer = offers::find(transaction, row->offer);
  if (!offer) throw make_error(ErrorKind::not_found, "cannot relate saas application \"{}\": its offer is gone", name);
  return RemoteSide{*row, offer->application, offered_endpoints(transaction, *offer)};
}

std::vector<OfferReport> offer_reports(const ReadTransaction& transaction, ModelId model) {
  std::vector<OfferReport> reports;
  for (const auto& view : offers_of_model(transaction, model)) {
    const auto active = std::count_if(view.connections.begin(), view.connections.end(),
                                      [](const auto& one) { return one.status.current == "joined"; });
    reports.push_back({.name = view.name,
                       .application = view.application,
                       .charm_url = view.charm_url,
                       .connections = static_cast<int>(view.connections.size()),
                       .active_connections = static_cast<int>(active),
                       .endpoints = endpoint_reports(view.endpoints)});
  }
  return reports;
}

std::vector<RemoteApplicationReport> remote_application_reports(const ReadTransaction& transaction, ModelId model) {
  std::vector<RemoteApplicationReport> reports;
  for (const auto& row : remote_applications::list(transaction, model)) {
    RemoteApplicationReport report{.name = row.name, .url = row.url, .life = row.life, .status = {}, .endpoints = {}};
    if (const auto offer = offers::find(transaction, row.offer)) {
      report.status = status_of_offered(transaction, *offer);
      report.endpoints = endpoint_reports(offered_endpoints(transaction, *offer));
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

} // namespace periapt::services
