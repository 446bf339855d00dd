// Users: adding, removing, shutting out; how they come in. Who may ask for it is decided before (transport's route table).
// Tokens and registration keys are random and long, so their SHA-256 is what is kept; passwords: passwords.h.
// Rule: contract/cli.md 2.21. Threads: inside the caller's transaction.
#pragma once

#include "core/access.h"
#include "core/status.h"
#include "store/transaction.h"
#include "store/user_repository.h"

#include <chrono>
#include <string>
#include <vector>

namespace periapt::services {

inline constexpr std::chrono::hours session_length{24};

struct NewUser {
  std::string name;
  std::string display_name;
  std::string registration_hash; // of the key that lets the user set a password
};
/// Throws Error(invalid) for a name that is none or of a domain, Error(already_exists).
void add_user(store::WriteTransaction& transaction, const NewUser& user, TimeMs now);

/// Throws Error(not_found) `user "x" not found`.
store::UserRow find_user(const store::ReadTransaction& transaction, const std::string& name);
/// What it may do to the controller; with a domain, no less than "everyone@external".
ControllerAccess controller_access_of(const store::ReadTransaction& transaction, const store::UserRow& user);

/// What the user owns stays. Throws Error(not_found), Error(conflict) for the controller's owner.
void remove_user(store::WriteTransaction& transaction, const std::string& name);
/// A disabled user's sessions end at once. Throws as remove_user.
void set_user_disabled(store::WriteTransaction& transaction, const std::string& name, bool disabled);
/// The user's sessions end. Throws Error(not_found), Error(invalid) for a user of a domain.
void set_user_password(store::WriteTransaction& transaction, const std::string& name, const std::string& password_hash);
/// The password is void until the user sets another with the key. Throws as set_user_password, and Error(conflict) for the
/// controller's owner.
void reset_user_password(store::WriteTransaction& transaction, const std::string& name,
                         const std::string& registration_hash);

/// The user, when the password or registration key has been found right for what `seen` says of it: still so, and it may
/// come in. Throws Error(denied) with one text, whatever is wrong.
store::UserRow admit(const store::ReadTransaction& transaction, const store::UserRow& seen);
[[noreturn]] void refuse_login();

void open_session(store::WriteTransaction& transaction, const store::UserRow& user, const std::string& token_hash, TimeMs now);

} // namespace periapt::services
