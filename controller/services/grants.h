// Granting access to the controller, to models, offers and clouds, and revoking it. Who may is decided before (transport).
// Rule: contract/cli.md 2.21. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"
#include "store/user_repository.h"

#include <string>

namespace periapt::services {

struct AccessChange {
  std::string user;
  std::string level; // "read"
  bool revoke = false;
};

/// A grant is refused with Error(conflict) `user already has "read" access or greater`; revoking a level leaves the next
/// lower one, and a lower one as it is. Throws Error(invalid) for a level that is none, Error(not_found) for the user. A
/// user of a domain, "ann@external", comes to be by a grant.
void change_controller_access(store::WriteTransaction& transaction, const AccessChange& change, TimeMs now);
void change_model_access(store::WriteTransaction& transaction, ModelId model, const AccessChange& change, TimeMs now);
void change_offer_access(store::WriteTransaction& transaction, std::int64_t offer, const AccessChange& change, TimeMs now);
/// Throws Error(not_found) for a cloud that is neither known nor `own_cloud`, the controller's.
void change_cloud_access(store::WriteTransaction& transaction, const std::string& cloud, const std::string& own_cloud,
                         const AccessChange& change, TimeMs now);

/// Throws Error(denied) `permission denied (unauthorized access)`.
[[noreturn]] void refuse_access();

/// What a user may do: superusers may do everything.
ModelAccess model_access_of(const store::ReadTransaction& transaction, const store::UserRow& user, ModelId model);
OfferAccess offer_access_of(const store::ReadTransaction& transaction, const store::UserRow& user, std::int64_t offer,
                            ModelId model);
bool may_add_models(const store::ReadTransaction& transaction, const store::UserRow& user, const std::string& cloud);

} // namespace periapt::services
