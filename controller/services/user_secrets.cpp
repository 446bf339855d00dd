#include "services/user_secrets.h"

#include "core/error.h"
#include "services/secret_reports.h"
#include "services/secret_revisions.h"
#include "store/application_repository.h"
#include "store/secret_access_repository.h"
#include "store/secret_content_repository.h"

namespace periapt::services {
namespace {

using namespace store;

void require_free(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  if (secrets::find_by_label(transaction, model, {}, name))
    throw make_error(ErrorKind::already_exists, "user secret label \"{}\" already exists", name);
}

SecretInfoRow own_secret(const ReadTransaction& transaction, ModelId model, const std::string& text) {
  auto info = find_secret(transaction, model, text);
  if (!info.owner.is_user())
    throw make_error(ErrorKind::denied, "cannot change secret \"{}\": it belongs to a charm", text);
  return info;
}

} // namespace

void add_user_secret(WriteTransaction& transaction, ModelId model, const NewUserSecret& secret, TimeMs now) {
  if (secret.name.empty()) throw Error(ErrorKind::invalid, "missing secret name");
  check_secret_content(secret.content);
  require_free(transaction, model, secret.name);
  SecretInfoRow info{.model = model, .id = secret.id, .label = secret.name, .description = secret.description};
  info.created_ms = now;
  info.updated_ms = now;
  info.row = secrets::insert(transaction, info);
  secrets::add_revision(transaction, info, info.latest_revision, secret.content, std::nullopt, now);
}

void update_user_secret(WriteTransaction& transaction, ModelId model, const std::string& text,
                        const UserSecretChange& change, TimeMs now) {
  auto info = own_secret(transaction, model, text);
  if (change.name && *change.name != info.label) {
    require_free(transaction, model, *change.name);
    info.label = *change.name;
    info.updated_ms = now;
  }
  if (change.description && *change.description != info.description) {
    info.description = *change.description;
    info.updated_ms = now;
  }
  info.auto_prune = change.auto_prune.value_or(info.auto_prune);
  if (change.content) add_revision_if_new(transaction, info, *change.content, std::nullopt, now);
  secrets::update(transaction, info);
}

void remove_user_secret(WriteTransaction& transaction, ModelId model, const std::string& text, std::int64_t revision) {
  const auto info = own_secret(transaction, model, text);
  if (revision == 0) remove_revisions(transaction, info, {});
  else remove_revisions(transaction, info, {revision});
}

void grant_user_secret(WriteTransaction& transaction, ModelId model, const std::string& text,
                       const std::vector<std::string>& names) {
  const auto info = own_secret(transaction, model, text);
  for (const auto& name : names)
    secrets::grant(transaction, info, {.application = applications::get(transaction, model, name).id});
}

void revoke_user_secret(WriteTransaction& transaction, ModelId model, const std::string& text,
                        const std::vector<std::string>& names) {
  const auto info = own_secret(transaction, model, text);
  for (const auto& name : names)
    secrets::revoke(transaction, info, applications::get(transaction, model, name).id, std::nullopt);
}

} // namespace periapt::services
