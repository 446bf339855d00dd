#include "transport/authorization.h"

#include "base/sha256.h"
#include "core/error.h"
#include "services/grants.h"
#include "services/models.h"
#include "services/unit_services.h"
#include "store/access_repository.h"
#include "store/store.h"
#include "transport/last_seen.h"
#include "transport/models_handlers.h"

namespace periapt::transport {
namespace {

void authorize_agent(const store::ReadTransaction& transaction, Call& call) {
  const auto machine = services::machine_of_token(transaction, sha256_hex(call.token));
  if (!machine) throw make_error(ErrorKind::denied, "permission denied");
  call.machine = *machine;
  if (call.access == Access::machine && machine->value != call.id())
    throw make_error(ErrorKind::not_found, "machine not found");
  if (call.access == Access::unit) services::require_unit_on_machine(transaction, UnitId{call.id()}, *machine);
}

/// A session ends with its user's right to log in, so it is looked up at each request.
store::UserRow user_of(const store::ReadTransaction& transaction, const Call& call) {
  if (call.token.empty()) return *store::users::find(transaction, store::users::owner); // check_peer has seen the peer
  auto user = store::users::of_session(transaction, sha256_hex(call.token), call.now);
  if (!user) throw make_error(ErrorKind::denied, "permission denied (the session has ended: log in again)");
  if (user->disabled || user->access < ControllerAccess::login) services::refuse_access();
  return *std::move(user);
}

ModelAccess needed(Access access) {
  if (access == Access::model_read) return ModelAccess::read;
  return access == Access::model_write ? ModelAccess::write : ModelAccess::admin;
}

void authorize_for_model(const store::ReadTransaction& transaction, const Call& call) {
  const auto& name = call.argument("model");
  const auto model = services::find_model(transaction, name, call.user.name);
  const auto held = services::model_access_of(transaction, call.user, model);
  if (held == ModelAccess::none) throw make_error(ErrorKind::not_found, "model \"{}\" not found", name);
  if (held < needed(call.access)) services::refuse_access();
}

} // namespace

std::shared_ptr<LastSeen> make_last_seen() { return std::make_shared<LastSeen>(); }

void check_peer(const Call& call) {
  if (call.access == Access::any || !call.token.empty()) return;
  if (!is_for_users(call.access) || !call.from_owner) throw make_error(ErrorKind::denied, "permission denied");
}

void authorize(const store::ReadTransaction& transaction, Call& call) {
  if (call.access == Access::any) return;
  if (!is_for_users(call.access)) return authorize_agent(transaction, call);
  call.user = user_of(transaction, call);
  if (call.access == Access::superuser && call.user.access < ControllerAccess::superuser) services::refuse_access();
  if (is_of_model(call.access)) authorize_for_model(transaction, call);
}

void authorize(Controller& controller, Call& call) {
  controller.store.read([&](const store::ReadTransaction& transaction) { authorize(transaction, call); });
  note_seen(controller, call);
}

void note_seen(Controller& controller, const Call& call) {
  if (!is_for_users(call.access)) return;
  const auto model = is_of_model(call.access) ? call.argument("model") : std::string();
  if (!controller.last_seen->is_news(call.user.id, model, call.now)) return;
  auto note = [user = call.user, model, now = call.now](store::WriteTransaction& transaction) {
    store::users::set_seen(transaction, user.id, now);
    if (!model.empty())
      store::access::set_seen(transaction, user.id, services::find_model(transaction, model, user.name), now);
  };
  controller.store.write(std::move(note), [](std::exception_ptr, Revision) {}); // a full disk, a model that is gone: no matter
}

void refuse_disabled(const store::ReadTransaction& transaction, const Call& call) {
  if (call.effect) services::refuse_disabled(transaction, model_of(transaction, call), *call.effect);
}

} // namespace periapt::transport
