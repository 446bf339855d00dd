#include "transport/users_handlers.h"

#include "base/random.h"
#include "base/sha256.h"
#include "services/grants.h"
#include "services/passwords.h"
#include "services/users.h"
#include "store/store.h"

namespace periapt::transport {
namespace {

constexpr std::size_t key_bytes = 32;

wire::UserInfo user_to_wire(const store::ReadTransaction& transaction, const store::UserRow& user) {
  return {.name = user.name,
          .display_name = user.display_name,
          .access = access_word(services::controller_access_of(transaction, user)),
          .created_ms = user.created_ms,
          .seen_ms = user.seen_ms,
          .disabled = user.disabled,
          .has_password = !user.password_hash.empty()};
}

bool sees(const Call& call, const std::string& name) {
  return call.user.access == ControllerAccess::superuser || call.user.name == name;
}

} // namespace

wire::UserList list_users(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::UserList list;
  for (const auto& user : store::users::list(transaction))
    if (sees(call, user.name)) list.users.push_back(user_to_wire(transaction, user));
  return list;
}

wire::UserInfo user_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  if (!sees(call, call.argument("user"))) services::refuse_access();
  return user_to_wire(transaction, services::find_user(transaction, call.argument("user")));
}

wire::UserInfo own_user_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return user_to_wire(transaction, call.user);
}

wire::RegistrationKey add_user(Controller& controller, Call call, const wire::AddUser& request) {
  const auto key = random_hex(key_bytes);
  const services::NewUser user{request.name, request.display_name, sha256_hex(key)};
  controller.store.write([&](store::WriteTransaction& transaction) { services::add_user(transaction, user, call.now); });
  return {.key = key};
}

wire::Empty remove_user(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&) {
  services::remove_user(transaction, call.argument("user"));
  return {};
}

wire::Empty disable_user(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&) {
  services::set_user_disabled(transaction, call.argument("user"), true);
  return {};
}

wire::Empty enable_user(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&) {
  services::set_user_disabled(transaction, call.argument("user"), false);
  return {};
}

wire::Empty set_password(Controller& controller, Call call, const wire::SetPassword& request) {
  if (!sees(call, call.argument("user"))) services::refuse_access();
  const auto hash = services::hash_password(request.password);
  controller.store.write([&](store::WriteTransaction& transaction) {
    services::set_user_password(transaction, call.argument("user"), hash);
  });
  return {};
}

wire::RegistrationKey reset_password(Controller& controller, Call call, const wire::Empty&) {
  const auto key = random_hex(key_bytes);
  controller.store.write([&](store::WriteTransaction& transaction) {
    services::reset_user_password(transaction, call.argument("user"), sha256_hex(key));
  });
  return {.key = key};
}

} // namespace periapt::transport
