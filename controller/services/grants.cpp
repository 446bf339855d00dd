#include "services/grants.h"

#include "core/error.h"
#include "core/names.h"
#include "services/users.h"
#include "store/access_repository.h"
#include "store/cloud_repository.h"

namespace periapt::services {
namespace {

using namespace store;

/// One that is not known comes to be if it is of a domain and something is granted to it.
UserRow user_of_change(WriteTransaction& transaction, const AccessChange& change, TimeMs now) {
  const UserName name(change.user);
  const bool of_domain = name.str().find('@') != std::string::npos;
  if (of_domain && !change.revoke && !users::find(transaction, name.str()))
    users::insert(transaction, {.name = name.str(), .created_ms = now});
  return find_user(transaction, name.str());
}

template <class Level>
Level changed(Level held, const AccessChange& change) {
  const auto level = parse_access<Level>(change.level);
  if (change.revoke) return without(held, level);
  if (held >= level)
    throw make_error(ErrorKind::conflict, "user already has \"{}\" access or greater", change.level);
  return level;
}

} // namespace

void change_controller_access(WriteTransaction& transaction, const AccessChange& change, TimeMs now) {
  const auto user = user_of_change(transaction, change, now);
  const auto level = changed(user.access, change);
  if (user.id == users::owner)
    throw make_error(ErrorKind::conflict, "cannot change the access of user \"{}\": it owns the controller", user.name);
  users::set_access(transaction, user.id, level);
}

void change_model_access(WriteTransaction& transaction, ModelId model, const AccessChange& change, TimeMs now) {
  const auto user = user_of_change(transaction, change, now);
  access::set_to_model(transaction, user.id, model, changed(access::to_model(transaction, user.id, model), change));
}

void change_offer_access(WriteTransaction& transaction, std::int64_t offer, const AccessChange& change, TimeMs now) {
  const auto user = user_of_change(transaction, change, now);
  access::set_to_offer(transaction, user.id, offer, changed(access::to_offer(transaction, user.id, offer), change));
}

void change_cloud_access(WriteTransaction& transaction, const std::string& cloud, const std::string& own_cloud,
                         const AccessChange& change, TimeMs now) {
  if (cloud != own_cloud && !clouds::list(transaction).contains(cloud))
    throw make_error(ErrorKind::not_found, "cloud \"{}\" not found", cloud);
  const auto user = user_of_change(transaction, change, now);
  access::set_to_cloud(transaction, user.id, cloud, changed(access::to_cloud(transaction, user.id, cloud), change));
}

void refuse_access() { throw Error(ErrorKind::denied, "permission denied (unauthorized access)"); }

ModelAccess model_access_of(const ReadTransaction& transaction, const UserRow& user, ModelId model) {
  if (user.access == ControllerAccess::superuser) return ModelAccess::admin;
  return access::to_model(transaction, user.id, model);
}

OfferAccess offer_access_of(const ReadTransaction& transaction, const UserRow& user, std::int64_t offer, ModelId model) {
  if (model_access_of(transaction, user, model) == ModelAccess::admin) return OfferAccess::admin;
  return access::to_offer(transaction, user.id, offer);
}

bool may_add_models(const ReadTransaction& transaction, const UserRow& user, const std::string& cloud) {
  return user.access >= ControllerAccess::add_model ||
         access::to_cloud(transaction, user.id, cloud) >= CloudAccess::add_model;
}

} // namespace periapt::services
