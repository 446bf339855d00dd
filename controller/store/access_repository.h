// What users were granted: to models, offers and clouds. No row is no access. Access to the controller is in the user's
// own row. No journal rows: agents are not concerned.
#pragma once

#include "core/access.h"
#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::store {

/// One user of a model, an offer or a cloud.
template <class Level>
struct GrantRow {
  UserId user;
  std::string name;
  std::string display_name;
  Level access = Level::none;
  TimeMs seen_ms = 0; // of a model; 0: never
};

namespace access {

ModelAccess to_model(const ReadTransaction& transaction, UserId user, ModelId model);
OfferAccess to_offer(const ReadTransaction& transaction, UserId user, std::int64_t offer);
CloudAccess to_cloud(const ReadTransaction& transaction, UserId user, const std::string& cloud);

/// `none` takes the row away.
void set_to_model(WriteTransaction& transaction, UserId user, ModelId model, ModelAccess level);
void set_to_offer(WriteTransaction& transaction, UserId user, std::int64_t offer, OfferAccess level);
void set_to_cloud(WriteTransaction& transaction, UserId user, const std::string& cloud, CloudAccess level);

std::vector<GrantRow<ModelAccess>> of_model(const ReadTransaction& transaction, ModelId model); // by name
std::vector<GrantRow<OfferAccess>> of_offer(const ReadTransaction& transaction, std::int64_t offer);
std::vector<GrantRow<CloudAccess>> of_cloud(const ReadTransaction& transaction, const std::string& cloud);

void set_seen(WriteTransaction& transaction, UserId user, ModelId model, TimeMs now);
/// A cloud that is removed.
void forget_cloud(WriteTransaction& transaction, const std::string& cloud);

} // namespace access
} // namespace periapt::store
