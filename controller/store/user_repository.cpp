#include "store/user_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store::users {
namespace {

constexpr auto insert_user = "INSERT INTO user (name, display_name, access, password_hash, registration_hash, created_ms)"
                             " VALUES (?, ?, ?, ?, ?, ?)";
#define PERIAPT_SELECT_USER                                                                                          \
  "SELECT u.id, u.name, u.display_name, u.access, u.password_hash, u.registration_hash, u.disabled, u.created_ms,"   \
  " u.seen_ms FROM user u "
constexpr auto select_user = PERIAPT_SELECT_USER "WHERE u.id = ?";
constexpr auto select_user_named = PERIAPT_SELECT_USER "WHERE u.name = ?";
constexpr auto select_users = PERIAPT_SELECT_USER "ORDER BY u.name";
constexpr auto select_user_of_session =
    PERIAPT_SELECT_USER "JOIN user_session s ON s.user_id = u.id WHERE s.token_hash = ? AND s.expires_ms > ?";
#undef PERIAPT_SELECT_USER
constexpr auto delete_user = "DELETE FROM user WHERE id = ?";
constexpr auto update_access = "UPDATE user SET access = ?2 WHERE id = ?1";
constexpr auto update_disabled = "UPDATE user SET disabled = ?2 WHERE id = ?1";
constexpr auto update_password = "UPDATE user SET password_hash = ?2, registration_hash = ?3 WHERE id = ?1";
constexpr auto update_seen = "UPDATE user SET seen_ms = ?2 WHERE id = ?1";
constexpr auto insert_session = "INSERT INTO user_session (token_hash, user_id, expires_ms) VALUES (?, ?, ?)";
constexpr auto delete_session = "DELETE FROM user_session WHERE token_hash = ?";
constexpr auto delete_sessions = "DELETE FROM user_session WHERE user_id = ?";
constexpr auto delete_expired = "DELETE FROM user_session WHERE expires_ms <= ?";

UserRow user_from(const database::Statement& row) {
  return {.id = {row.int64(0)},
          .name = row.text(1),
          .display_name = row.text(2),
          .access = enum_of<ControllerAccess>(row.text(3)),
          .password_hash = row.text(4),
          .registration_hash = row.text(5),
          .disabled = row.boolean(6),
          .created_ms = row.int64(7),
          .seen_ms = row.int64(8)};
}

template <class... Values>
std::optional<UserRow> first_user(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  if (!statement.step()) return std::nullopt;
  return user_from(statement);
}

} // namespace

UserId insert(WriteTransaction& transaction, const UserRow& row) {
  transaction.connection().execute(insert_user, row.name, row.display_name, text_of(row.access), row.password_hash,
                                   row.registration_hash, row.created_ms);
  return {transaction.connection().last_insert_id()};
}

std::optional<UserRow> find(const ReadTransaction& transaction, UserId id) {
  return first_user(transaction, select_user, id.value);
}

std::optional<UserRow> find(const ReadTransaction& transaction, const std::string& name) {
  return first_user(transaction, select_user_named, name);
}

std::vector<UserRow> list(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_users);
  std::vector<UserRow> rows;
  while (statement.step()) rows.push_back(user_from(statement));
  return rows;
}

void remove(WriteTransaction& transaction, UserId id) { transaction.connection().execute(delete_user, id.value); }

void set_access(WriteTransaction& transaction, UserId id, ControllerAccess access) {
  transaction.connection().execute(update_access, id.value, text_of(access));
}

void set_disabled(WriteTransaction& transaction, UserId id, bool disabled) {
  transaction.connection().execute(update_disabled, id.value, disabled);
  if (disabled) end_sessions(transaction, id);
}

void set_password(WriteTransaction& transaction, UserId id, const std::string& password_hash) {
  transaction.connection().execute(update_password, id.value, password_hash, "");
  end_sessions(transaction, id);
}

void set_registration(WriteTransaction& transaction, UserId id, const std::string& registration_hash) {
  transaction.connection().execute(update_password, id.value, "", registration_hash);
  end_sessions(transaction, id);
}

void set_seen(WriteTransaction& transaction, UserId id, TimeMs now) {
  transaction.connection().execute(update_seen, id.value, now);
}

void add_session(WriteTransaction& transaction, UserId id, const std::string& token_hash, TimeMs expires_ms, TimeMs now) {
  transaction.connection().execute(delete_expired, now);
  transaction.connection().execute(insert_session, token_hash, id.value, expires_ms);
}

std::optional<UserRow> of_session(const ReadTransaction& transaction, const std::string& token_hash, TimeMs now) {
  return first_user(transaction, select_user_of_session, token_hash, now);
}

void end_session(WriteTransaction& transaction, const std::string& token_hash) {
  transaction.connection().execute(delete_session, token_hash);
}

void end_sessions(WriteTransaction& transaction, UserId id) {
  transaction.connection().execute(delete_sessions, id.value);
}

} // namespace periapt::store::users
