// Secrets that people own and give to applications. Rule: contract/cli.md 2.19.
// Threads: inside the caller's transaction. `text` names a secret: its name, id or URI; unknown: Error(not_found)
// `secret "x" not found`; a charm's: Error(denied).
#pragma once

#include "core/secret.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct NewUserSecret {
  std::string id; // drawn by the caller
  std::string name;
  std::string description;
  SecretContent content;
};
/// Throws Error(already_exists) `user secret label "x" already exists`, Error(invalid) for its content.
void add_user_secret(store::WriteTransaction& transaction, ModelId model, const NewUserSecret& secret, TimeMs now);

struct UserSecretChange {
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<SecretContent> content; // equal to the newest: no new revision
  std::optional<bool> auto_prune;
};
void update_user_secret(store::WriteTransaction& transaction, ModelId model, const std::string& text,
                        const UserSecretChange& change, TimeMs now);

/// revision 0: all of it.
void remove_user_secret(store::WriteTransaction& transaction, ModelId model, const std::string& text,
                        std::int64_t revision);

/// All or none. Throws Error(not_found) `application "x" not found`.
void grant_user_secret(store::WriteTransaction& transaction, ModelId model, const std::string& text,
                       const std::vector<std::string>& applications);
void revoke_user_secret(store::WriteTransaction& transaction, ModelId model, const std::string& text,
                        const std::vector<std::string>& applications);

} // namespace periapt::services
