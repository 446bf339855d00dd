// Users, and the sessions they have open. No journal rows: neither agents nor watchers of a model are concerned.
#pragma once

#include "core/access.h"
#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct UserRow {
  UserId id;
  std::string name;
  std::string display_name;
  ControllerAccess access = ControllerAccess::none;
  std::string password_hash;     // Argon2id; empty: none
  std::string registration_hash; // SHA-256, hex; empty: none
  bool disabled = false;
  TimeMs created_ms = 0;
  TimeMs seen_ms = 0; // 0: never
};

namespace users {

/// "admin", who owns the controller, and "everyone@external", whose access every user of a domain has too.
inline constexpr UserId owner{1};
inline constexpr UserId everyone{2};

UserId insert(WriteTransaction& transaction, const UserRow& row);
std::optional<UserRow> find(const ReadTransaction& transaction, UserId id);
std::optional<UserRow> find(const ReadTransaction& transaction, const std::string& name);
std::vector<UserRow> list(const ReadTransaction& transaction); // by name
/// With its sessions and all it was granted.
void remove(WriteTransaction& transaction, UserId id);

void set_access(WriteTransaction& transaction, UserId id, ControllerAccess access);
void set_disabled(WriteTransaction& transaction, UserId id, bool disabled);
/// Ends the user's sessions and voids a registration key.
void set_password(WriteTransaction& transaction, UserId id, const std::string& password_hash);
/// Ends the user's sessions and voids the password.
void set_registration(WriteTransaction& transaction, UserId id, const std::string& registration_hash);
void set_seen(WriteTransaction& transaction, UserId id, TimeMs now);

// --- sessions -----------------------------------------------------------------------------------
/// Forgets those that have expired, too.
void add_session(WriteTransaction& transaction, UserId id, const std::string& token_hash, TimeMs expires_ms, TimeMs now);
/// nullopt: there is none of that token, or it has expired.
std::optional<UserRow> of_session(const ReadTransaction& transaction, const std::string& token_hash, TimeMs now);
void end_session(WriteTransaction& transaction, const std::string& token_hash);
void end_sessions(WriteTransaction& transaction, UserId id);

} // namespace users
} // namespace periapt::store
