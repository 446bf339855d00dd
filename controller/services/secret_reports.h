// Secrets as people and owners are shown them. Threads: inside the caller's transaction.
#pragma once

#include "core/secret_report.h"
#include "store/secret_repository.h"

namespace periapt::services {

SecretReport secret_report(const store::ReadTransaction& transaction, const store::SecretInfoRow& info);

/// All of the model, or those of one owner: a tag `application-x`, `unit-x-0`, `model-UUID`. Throws
/// Error(invalid) `"x" is not a valid tag`.
std::vector<SecretReport> list_secrets(const store::ReadTransaction& transaction, ModelId model,
                                       const std::optional<std::string>& owner_tag);

/// A user secret by its name, any secret by id or URI. Throws Error(not_found) `secret "x" not found`.
store::SecretInfoRow find_secret(const store::ReadTransaction& transaction, ModelId model, const std::string& text);
SecretReport show_secret(const store::ReadTransaction& transaction, ModelId model, const std::string& text);

/// revision 0: the newest. Throws Error(not_found) `secret "x" revision 9 not found`.
SecretContent reveal_secret(const store::ReadTransaction& transaction, ModelId model, const std::string& text,
                            std::int64_t revision);

} // namespace periapt::services
