// What is in secrets: sealed on the way in, opened on the way out, bound to model, secret and revision, so that no
// other code can store it plainly or move it. Rule: DESIGN section 9, rule 17.
#pragma once

#include "core/secret.h"
#include "store/secret_repository.h"

#include <optional>
#include <string>

namespace periapt::store::secrets {

/// The secret's row must say `revision` is its newest; the caller has updated it.
void add_revision(WriteTransaction& transaction, const SecretInfoRow& info, std::int64_t revision,
                  const SecretContent& content, std::optional<TimeMs> expire_ms, TimeMs now);
/// nullopt when there is no such revision.
std::optional<SecretContent> content(const ReadTransaction& transaction, const SecretInfoRow& info,
                                     std::int64_t revision);
/// SHA-256 of it, in hex; equal contents are equal.
std::string checksum(const SecretContent& content);

// --- pending: of a hook that still runs ---------------------------------------------------------
/// Replaces what the operation has put into this secret before; what other operations of the unit left is dropped.
void put_pending(WriteTransaction& transaction, UnitId unit, const std::string& operation, const std::string& id,
                 const SecretContent& content);
std::optional<SecretContent> pending(const ReadTransaction& transaction, UnitId unit, const std::string& operation,
                                     const std::string& id);
void drop_pending(WriteTransaction& transaction, UnitId unit, const std::string& operation);

} // namespace periapt::store::secrets
