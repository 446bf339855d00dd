#include "cli/secret_backends.h"

#include "core/error.h"
#include "wire/secret_messages.h"

namespace periapt::cli {

namespace {

std::size_t secrets_of_model(client::Client& connection, const std::string& uuid) try {
  return connection.get<wire::SecretList>(client::target({"models", uuid, "secrets"})).secrets.size();
} catch (const Error& error) {
  if (error.kind() == ErrorKind::not_found) return 0; // gone meanwhile
  throw;
}

} // namespace

SecretBackend internal_backend(const Session& session) {
  auto connection = session.connect(session.controller());
  SecretBackend backend{.name = "internal", .type = "controller"};
  for (const auto& model : connection.get<wire::ModelList>(client::target({"models"})).models)
    backend.secrets += secrets_of_model(connection, model.uuid);
  return backend;
}

} // namespace periapt::cli
