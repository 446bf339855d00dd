#include "store/access_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store::access {
namespace {

/// The statements of one of the three tables, which differ in what they are about.
struct GrantTable {
  const char* select;
  const char* upsert;
  const char* erase;
  const char* list;
};

#define PERIAPT_GRANT_TABLE(table, target, seen)                                                                     \
  {"SELECT access FROM " table " WHERE " target " = ? AND user_id = ?",                                              \
   "INSERT INTO " table " (" target ", user_id, access) VALUES (?, ?, ?)"                                            \
   " ON CONFLICT DO UPDATE SET access = excluded.access",                                                            \
   "DELETE FROM " table " WHERE " target " = ? AND user_id = ?",                                                     \
   "SELECT u.id, u.name, u.display_name, g.access, " seen " FROM " table " g JOIN user u ON u.id = g.user_id"        \
   " WHERE g." target " = ? ORDER BY u.name"}

constexpr GrantTable model_grants PERIAPT_GRANT_TABLE("model_user", "model_id", "g.seen_ms");
constexpr GrantTable offer_grants PERIAPT_GRANT_TABLE("offer_user", "offer_id", "0");
constexpr GrantTable cloud_grants PERIAPT_GRANT_TABLE("cloud_user", "cloud", "0");
#undef PERIAPT_GRANT_TABLE

constexpr auto update_model_seen = "UPDATE model_user SET seen_ms = ?3 WHERE model_id = ?1 AND user_id = ?2";
constexpr auto delete_cloud_grants = "DELETE FROM cloud_user WHERE cloud = ?";

template <class Level, class Target>
Level granted_to(const ReadTransaction& transaction, const GrantTable& table, const Target& target, UserId user) {
  auto statement = transaction.connection().prepare(table.select);
  statement.bind_all(target, user.value);
  return statement.step() ? enum_of<Level>(statement.text(0)) : Level::none;
}

template <class Level, class Target>
void set_grant(WriteTransaction& transaction, const GrantTable& table, const Target& target, UserId user, Level level) {
  if (level == Level::none) transaction.connection().execute(table.erase, target, user.value);
  else transaction.connection().execute(table.upsert, target, user.value, text_of(level));
}

template <class Level, class Target>
std::vector<GrantRow<Level>> grants_of(const ReadTransaction& transaction, const GrantTable& table, const Target& target) {
  auto statement = transaction.connection().prepare(table.list);
  statement.bind_all(target);
  std::vector<GrantRow<Level>> rows;
  while (statement.step())
    rows.push_back({{statement.int64(0)}, statement.text(1), statement.text(2), enum_of<Level>(statement.text(3)), statement.int64(4)});
  return rows;
}

} // namespace

ModelAccess to_model(const ReadTransaction& transaction, UserId user, ModelId model) {
  return granted_to<ModelAccess>(transaction, model_grants, model.value, user);
}
OfferAccess to_offer(const ReadTransaction& transaction, UserId user, std::int64_t offer) {
  return granted_to<OfferAccess>(transaction, offer_grants, offer, user);
}
CloudAccess to_cloud(const ReadTransaction& transaction, UserId user, const std::string& cloud) {
  return granted_to<CloudAccess>(transaction, cloud_grants, cloud, user);
}

void set_to_model(WriteTransaction& transaction, UserId user, ModelId model, ModelAccess level) {
  set_grant(transaction, model_grants, model.value, user, level);
}
void set_to_offer(WriteTransaction& transaction, UserId user, std::int64_t offer, OfferAccess level) {
  set_grant(transaction, offer_grants, offer, user, level);
}
void set_to_cloud(WriteTransaction& transaction, UserId user, const std::string& cloud, CloudAccess level) {
  set_grant(transaction, cloud_grants, cloud, user, level);
}

std::vector<GrantRow<ModelAccess>> of_model(const ReadTransaction& transaction, ModelId model) {
  return grants_of<ModelAccess>(transaction, model_grants, model.value);
}
std::vector<GrantRow<OfferAccess>> of_offer(const ReadTransaction& transaction, std::int64_t offer) {
  return grants_of<OfferAccess>(transaction, offer_grants, offer);
}
std::vector<GrantRow<CloudAccess>> of_cloud(const ReadTransaction& transaction, const std::string& cloud) {
  return grants_of<CloudAccess>(transaction, cloud_grants, cloud);
}

void set_seen(WriteTransaction& transaction, UserId user, ModelId model, TimeMs now) {
  transaction.connection().execute(update_model_seen, model.value, user.value, now);
}

void forget_cloud(WriteTransaction& transaction, const std::string& cloud) {
  transaction.connection().execute(delete_cloud_grants, cloud);
}

} // namespace periapt::store::access
