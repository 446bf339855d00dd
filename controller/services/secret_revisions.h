// What changes a secret's revisions, the same for users and charms. Inside this room only.
#pragma once

#include "store/secret_repository.h"

namespace periapt::services {

/// A new revision, unless the newest has this content. True if there is a new one; `info` then says so.
bool add_revision_if_new(store::WriteTransaction& transaction, store::SecretInfoRow& info,
                         const SecretContent& content, std::optional<TimeMs> expire_ms, TimeMs now);

/// Those revisions; with the last one goes the secret. None given: all. Throws Error(not_found) `secret "x"
/// revision 9 not found`.
void remove_revisions(store::WriteTransaction& transaction, const store::SecretInfoRow& info,
                      const std::vector<std::int64_t>& revisions);

} // namespace periapt::services
