#include "services/secret_revisions.h"

#include "core/error.h"
#include "store/secret_content_repository.h"

#include <algorithm>

namespace periapt::services {

using namespace store;

bool add_revision_if_new(WriteTransaction& transaction, SecretInfoRow& info, const SecretContent& content,
                         std::optional<TimeMs> expire_ms, TimeMs now) {
  check_secret_content(content);
  if (secrets::content(transaction, info, info.latest_revision) == content) return false;
  ++info.latest_revision;
  info.updated_ms = now;
  secrets::add_revision(transaction, info, info.latest_revision, content, expire_ms, now);
  secrets::update(transaction, info);
  return true;
}

void remove_revisions(WriteTransaction& transaction, const SecretInfoRow& info,
                      const std::vector<std::int64_t>& wanted) {
  const auto known = secrets::revisions(transaction, info.row);
  const auto is_wanted = [&](std::int64_t one) { return std::find(wanted.begin(), wanted.end(), one) != wanted.end(); };
  for (const auto one : wanted) {
    const auto is_it = [one](const SecretRevisionRow& row) { return row.revision == one; };
    if (std::none_of(known.begin(), known.end(), is_it))
      throw make_error(ErrorKind::not_found, "secret \"{}\" revision {} not found", info.id, one);
  }
  const bool all = wanted.empty() || std::all_of(known.begin(), known.end(), [&](const SecretRevisionRow& row) {
                     return is_wanted(row.revision);
                   });
  if (all) return secrets::remove(transaction, info);
  for (const auto one : wanted) secrets::remove_revision(transaction, info, one);
}

} // namespace periapt::services
