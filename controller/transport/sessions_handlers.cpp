#include "transport/sessions_handlers.h"

#include "base/random.h"
#include "base/sha256.h"
#include "services/passwords.h"
#include "services/users.h"
#include "store/store.h"

namespace periapt::transport {
namespace {

constexpr std::size_t token_bytes = 32;

store::UserRow user_or_nobody(Controller& controller, const std::string& name) {
  const auto find = [&](const store::ReadTransaction& transaction) { return store::users::find(transaction, name); };
  return controller.store.read(find).value_or(store::UserRow{});
}

/// `before` prepares the user in the session's own transaction.
template <class Before>
wire::LoggedIn open(Controller& controller, const Call& call, const store::UserRow& seen, Before before) {
  const auto token = random_hex(token_bytes);
  controller.store.write([&](store::WriteTransaction& transaction) {
    const auto user = services::admit(transaction, seen);
    before(transaction);
    services::open_session(transaction, user, sha256_hex(token), call.now);
  });
  return {.user = seen.name,
          .access = access_word(seen.access),
          .token = token,
          .expires_ms = call.now + std::chrono::milliseconds(services::session_length).count()};
}

} // namespace

wire::LoggedIn log_in(Controller& controller, Call call, const wire::Login& request) {
  const auto user = user_or_nobody(controller, request.user);
  if (!services::password_opens(user.password_hash, request.password)) services::refuse_login();
  return open(controller, call, user, [](store::WriteTransaction&) {});
}

wire::LoggedIn register_user(Controller& controller, Call call, const wire::Register& request) {
  const auto user = user_or_nobody(controller, request.user);
  if (!services::same_secret(user.registration_hash, sha256_hex(request.key))) services::refuse_login();
  const auto hash = services::hash_password(request.password);
  return open(controller, call, user, [&](store::WriteTransaction& transaction) {
    store::users::set_password(transaction, user.id, hash);
  });
}

wire::Empty log_out(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&) {
  if (!call.token.empty()) store::users::end_session(transaction, sha256_hex(call.token));
  return {};
}

} // namespace periapt::transport
