// SAAS applications: what a model consumes of another's offers. Rule: contract/cli.md 2.18.
// Threads: inside the caller's transaction.
#pragma once

#include "core/endpoint.h"
#include "core/status_report.h"
#include "store/offer_repository.h"
#include "store/transaction.h"
#include "store/user_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct ConsumeRequest {
  std::string owner;
  std::string model;
  std::string offer;
  std::string name; // here; empty: the offer's
  std::string url;  // as it is to be shown
  store::UserRow consumer; // who asks: one without access to the offer sees none
};
/// Answers the name; the same offer under the same name again changes nothing. Throws Error(not_found)
/// `application offer "admin/m.x" not found`, Error(denied) for who may only see the offer, Error(already_exists) for a name that is something else's.
std::string consume(store::WriteTransaction& transaction, ModelId model, const ConsumeRequest& request);

/// Its relations end first. Throws Error(not_found) `saas application "x" not found`.
void remove_remote_application(store::WriteTransaction& transaction, ModelId model, const std::string& name, bool force,
                               TimeMs now);
/// One that was waiting for its last relation goes. Asked when a relation over an offer has ended.
void end_remote_application_if_unused(store::WriteTransaction& transaction, std::int64_t id);

/// What of it may be related: the offer's endpoints, and whose they are. Throws Error(not_found) when the offer is gone.
struct RemoteSide {
  store::RemoteApplicationRow row;
  ApplicationId application;
  std::vector<Endpoint> endpoints;
};
/// nullopt: there is no SAAS application of that name.
std::optional<RemoteSide> remote_side(const store::ReadTransaction& transaction, ModelId model, const std::string& name);

std::vector<OfferReport> offer_reports(const store::ReadTransaction& transaction, ModelId model);
std::vector<RemoteApplicationReport> remote_application_reports(const store::ReadTransaction& transaction, ModelId model);

} // namespace periapt::services
