#include "services/users.h"

#include "core/error.h"
#include "core/names.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

bool is_of_domain(const UserRow& user) { return user.name.find('@') != std::string::npos; }

UserRow find_local_user(const ReadTransaction& transaction, const std::string& name, const char* verb) {
  auto user = find_user(transaction, name);
  if (is_of_domain(user))
    throw make_error(ErrorKind::invalid, "cannot {} password for external user \"{}\"", verb, name);
  return user;
}

/// The controller would have nobody who may do everything.
void refuse_owner(const UserRow& user, const char* verb) {
  if (user.id == users::owner)
    throw make_error(ErrorKind::conflict, "cannot {} user \"{}\": it owns the controller", verb, user.name);
}

} // namespace

void add_user(WriteTransaction& transaction, const NewUser& user, TimeMs now) {
  const UserName name(user.name);
  if (name.str().find('@') != std::string::npos)
    throw make_error(ErrorKind::invalid, "cannot add user \"{}\": users of a domain are not added, they are granted access", name.str());
  if (users::find(transaction, name.str()))
    throw make_error(ErrorKind::already_exists, "failed to create user \"{}\": user already exists", name.str());
  users::insert(transaction, {.name = name.str(),
                              .display_name = user.display_name,
                              .access = ControllerAccess::login,
                              .registration_hash = user.registration_hash,
                              .created_ms = now});
}

UserRow find_user(const ReadTransaction& transaction, const std::string& name) {
  if (auto user = users::find(transaction, name)) return *std::move(user);
  throw make_error(ErrorKind::not_found, "user \"{}\" not found", name);
}

ControllerAccess controller_access_of(const ReadTransaction& transaction, const UserRow& user) {
  if (!is_of_domain(user)) return user.access;
  const auto everyone = users::find(transaction, users::everyone);
  return std::max(user.access, everyone ? everyone->access : ControllerAccess::none);
}

void remove_user(WriteTransaction& transaction, const std::string& name) {
  const auto user = find_user(transaction, name);
  refuse_owner(user, "remove");
  users::remove(transaction, user.id);
}

void set_user_disabled(WriteTransaction& transaction, const std::string& name, bool disabled) {
  const auto user = find_user(transaction, name);
  refuse_owner(user, disabled ? "disable" : "enable");
  users::set_disabled(transaction, user.id, disabled);
}

void set_user_password(WriteTransaction& transaction, const std::string& name, const std::string& password_hash) {
  users::set_password(transaction, find_local_user(transaction, name, "change").id, password_hash);
}

void reset_user_password(WriteTransaction& transaction, const std::string& name, const std::string& registration_hash) {
  const auto user = find_local_user(transaction, name, "reset");
  refuse_owner(user, "reset the password of");
  users::set_registration(transaction, user.id, registration_hash);
}

UserRow admit(const ReadTransaction& transaction, const UserRow& seen) {
  const auto user = users::find(transaction, seen.id);
  if (!user || user->password_hash != seen.password_hash || user->registration_hash != seen.registration_hash ||
      user->disabled || user->access < ControllerAccess::login)
    refuse_login();
  return *user;
}

void refuse_login() { throw Error(ErrorKind::denied, "invalid entity name or password"); }

void open_session(WriteTransaction& transaction, const UserRow& user, const std::string& token_hash, TimeMs now) {
  using std::chrono::milliseconds;
  users::add_session(transaction, user.id, token_hash, now + milliseconds(session_length).count(), now);
  users::set_seen(transaction, user.id, now);
}

} // namespace periapt::services
