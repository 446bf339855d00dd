#include "transport/secrets_handlers.h"

#include "core/error.h"
#include "services/secret_reports.h"
#include "services/unit_secrets.h"
#include "services/user_secrets.h"
#include "store/secret_content_repository.h"
#include "transport/models_handlers.h"

#include <charconv>

namespace periapt::transport {
namespace {

/// A UUID's first and last groups of digits are chance only.
std::string fresh_secret_id(const Call& call) {
  const auto& uuid = call.fresh_uuid;
  return secret_id_from_hex(uuid.substr(0, 8) + uuid.substr(9, 4) + uuid.substr(24));
}

std::int64_t revision_of(const Call& call) {
  const auto text = call.query_value("revision").value_or("0");
  std::int64_t revision = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
  if (error != std::errc() || end != text.data() + text.size() || revision < 0)
    throw make_error(ErrorKind::invalid, "invalid revision \"{}\"", text);
  return revision;
}

wire::SecretData data_of(SecretContent content) {
  auto checksum = store::secrets::checksum(content);
  return {.content = std::move(content), .checksum = std::move(checksum)};
}

} // namespace

wire::SecretList list_secrets(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.secrets = services::list_secrets(transaction, model_of(transaction, call), call.query_value("owner"))};
}

SecretReport show_secret(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return services::show_secret(transaction, model_of(transaction, call), call.argument("secret"));
}

wire::SecretData reveal_secret(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return data_of(services::reveal_secret(transaction, model_of(transaction, call), call.argument("secret"),
                                         revision_of(call)));
}

wire::SecretAdded add_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::AddSecret& request) {
  const services::NewUserSecret secret{.id = fresh_secret_id(call),
                                       .name = request.name,
                                       .description = request.description,
                                       .content = request.content};
  services::add_user_secret(transaction, model_of(transaction, call), secret, call.now);
  return {.uri = secret_uri(secret.id)};
}

wire::Empty update_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::UpdateSecret& request) {
  const services::UserSecretChange change{.name = request.name,
                                          .description = request.description,
                                          .content = request.content,
                                          .auto_prune = request.auto_prune};
  services::update_user_secret(transaction, model_of(transaction, call), request.secret, change, call.now);
  return {};
}

wire::Empty remove_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::RemoveSecret& request) {
  services::remove_user_secret(transaction, model_of(transaction, call), request.secret, request.revision);
  return {};
}

wire::Empty grant_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                         const wire::SecretApplications& request) {
  services::grant_user_secret(transaction, model_of(transaction, call), request.secret, request.applications);
  return {};
}

wire::Empty revoke_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::SecretApplications& request) {
  services::revoke_user_secret(transaction, model_of(transaction, call), request.secret, request.applications);
  return {};
}

wire::SecretList owned_secrets(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.secrets = services::owned_secrets(transaction, UnitId{call.id()})};
}

wire::SecretData read_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::ReadSecret& request) {
  return data_of(services::read_secret(transaction, UnitId{call.id()},
                                       {.id = request.id,
                                        .label = request.label,
                                        .refresh = request.refresh,
                                        .peek = request.peek,
                                        .operation = request.operation}));
}

wire::Empty put_pending_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                               const wire::PendingSecret& request) {
  services::put_pending_secret(transaction, UnitId{call.id()}, request.operation, request.id, request.content);
  return {};
}

} // namespace periapt::transport
