#include "store/secret_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"
#include "store/secret_machines.h"

namespace periapt::store::secrets {
namespace {

#define SECRET_COLUMNS                                                                                                \
  "id, model_id, public_id, owner_application_id, owner_unit_id, label, description, rotate_policy, rotate_ms,"       \
  " auto_prune, latest_revision, created_ms, updated_ms"
constexpr auto insert_secret =
    "INSERT INTO secret (model_id, public_id, owner_application_id, owner_unit_id, label, description, rotate_policy,"
    " rotate_ms, auto_prune, latest_revision, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto select_by_row = "SELECT " SECRET_COLUMNS " FROM secret WHERE id = ?";
constexpr auto select_by_id = "SELECT " SECRET_COLUMNS " FROM secret WHERE model_id = ? AND public_id = ?";
constexpr auto select_by_label = "SELECT " SECRET_COLUMNS " FROM secret WHERE model_id = ?"
                                 " AND owner_application_id IS ? AND owner_unit_id IS ? AND label = ?";
constexpr auto select_of_model = "SELECT " SECRET_COLUMNS " FROM secret WHERE model_id = ? ORDER BY id";
constexpr auto select_of_owner = "SELECT " SECRET_COLUMNS " FROM secret WHERE model_id = ?"
                                 " AND owner_application_id IS ? AND owner_unit_id IS ? ORDER BY id";
#undef SECRET_COLUMNS
constexpr auto update_secret =
    "UPDATE secret SET label = ?2, description = ?3, rotate_policy = ?4, rotate_ms = ?5, auto_prune = ?6,"
    " latest_revision = ?7, updated_ms = ?8 WHERE id = ?1 AND (label, description, rotate_policy, rotate_ms,"
    " auto_prune, latest_revision, updated_ms) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr auto delete_secret = "DELETE FROM secret WHERE id = ?";
constexpr auto select_revisions =
    "SELECT revision, created_ms, expire_ms FROM secret_revision WHERE secret_id = ? ORDER BY revision";
constexpr auto update_expiry = "UPDATE secret_revision SET expire_ms = ?3 WHERE secret_id = ?1 AND revision = ?2"
                               " AND expire_ms IS NOT ?3";
constexpr auto delete_revision = "DELETE FROM secret_revision WHERE secret_id = ? AND revision = ?";
constexpr auto select_obsolete =
    "SELECT revision FROM secret_revision WHERE secret_id = ?1"
    " AND revision < (SELECT latest_revision FROM secret WHERE id = ?1)"
    " AND revision NOT IN (SELECT revision FROM secret_consumer WHERE secret_id = ?1) ORDER BY revision";

constexpr auto prune =
    "DELETE FROM secret_revision WHERE secret_id = ?1 AND EXISTS (SELECT 1 FROM secret WHERE id = ?1 AND auto_prune)"
    " AND revision < (SELECT latest_revision FROM secret WHERE id = ?1)"
    " AND revision NOT IN (SELECT revision FROM secret_consumer WHERE secret_id = ?1)";

EntityKey key_of(SecretRow row) { return {EntityKind::secret, row.value, 0}; }

template <class T>
std::optional<std::int64_t> value_of(const std::optional<T>& id) {
  return id ? std::optional(id->value) : std::nullopt;
}

SecretInfoRow info_from(const database::Statement& row) {
  SecretInfoRow info{.row = {row.int64(0)}, .model = {row.int64(1)}, .id = row.text(2)};
  if (!row.is_null(3)) info.owner.application = ApplicationId{row.int64(3)};
  if (!row.is_null(4)) info.owner.unit = UnitId{row.int64(4)};
  info.label = row.text(5);
  info.description = row.text(6);
  info.rotate = enum_of<RotatePolicy>(row.text_view(7));
  info.rotate_ms = row.optional_int64(8);
  info.auto_prune = row.boolean(9);
  info.latest_revision = row.int64(10);
  info.created_ms = row.int64(11);
  info.updated_ms = row.int64(12);
  return info;
}

std::optional<SecretInfoRow> first_of(database::Statement statement) {
  if (!statement.step()) return std::nullopt;
  return info_from(statement);
}

std::vector<SecretInfoRow> all_of(database::Statement statement) {
  std::vector<SecretInfoRow> rows;
  while (statement.step()) rows.push_back(info_from(statement));
  return rows;
}

} // namespace

SecretRow insert(WriteTransaction& transaction, const SecretInfoRow& info) {
  auto& connection = transaction.connection();
  connection.execute(insert_secret, info.model.value, info.id, value_of(info.owner.application),
                     value_of(info.owner.unit), info.label, info.description, text_of(info.rotate), info.rotate_ms,
                     info.auto_prune, info.latest_revision, info.created_ms, info.updated_ms);
  const SecretRow row{connection.last_insert_id()};
  transaction.record(info.model, key_of(row), ChangeOp::added);
  return row;
}

std::optional<SecretInfoRow> find(const ReadTransaction& transaction, ModelId model, const std::string& id) {
  auto statement = transaction.connection().prepare(select_by_id);
  statement.bind_all(model.value, id);
  return first_of(std::move(statement));
}

std::optional<SecretInfoRow> find(const ReadTransaction& transaction, SecretRow row) {
  auto statement = transaction.connection().prepare(select_by_row);
  statement.bind_all(row.value);
  return first_of(std::move(statement));
}

std::optional<SecretInfoRow> find_by_label(const ReadTransaction& transaction, ModelId model, const SecretOwner& owner,
                                           const std::string& label) {
  auto statement = transaction.connection().prepare(select_by_label);
  statement.bind_all(model.value, value_of(owner.application), value_of(owner.unit), label);
  return first_of(std::move(statement));
}

std::vector<SecretInfoRow> list(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_of_model);
  statement.bind_all(model.value);
  return all_of(std::move(statement));
}

std::vector<SecretInfoRow> of_owner(const ReadTransaction& transaction, ModelId model, const SecretOwner& owner) {
  auto statement = transaction.connection().prepare(select_of_owner);
  statement.bind_all(model.value, value_of(owner.application), value_of(owner.unit));
  return all_of(std::move(statement));
}

void update(WriteTransaction& transaction, const SecretInfoRow& info) {
  auto& connection = transaction.connection();
  connection.execute(update_secret, info.row.value, info.label, info.description, text_of(info.rotate), info.rotate_ms,
                     info.auto_prune, info.latest_revision, info.updated_ms);
  if (connection.changes() > 0) note_change(transaction, info.model, info.row);
}

/// Whom it concerned cannot be looked up any more: one row a machine.
void remove(WriteTransaction& transaction, const SecretInfoRow& info) {
  const auto machines = machines_of_secret(transaction, info.row);
  transaction.connection().execute(delete_secret, info.row.value);
  transaction.record(info.model, key_of(info.row), ChangeOp::noted);
  for (const auto machine : machines)
    transaction.record(info.model, key_of(info.row), ChangeOp::removed, machine.value);
}

std::vector<SecretRevisionRow> revisions(const ReadTransaction& transaction, SecretRow row) {
  auto statement = transaction.connection().prepare(select_revisions);
  statement.bind_all(row.value);
  std::vector<SecretRevisionRow> rows;
  while (statement.step()) rows.push_back({statement.int64(0), statement.int64(1), statement.optional_int64(2)});
  return rows;
}

void set_expiry(WriteTransaction& transaction, const SecretInfoRow& info, std::int64_t revision,
                std::optional<TimeMs> expire_ms) {
  auto& connection = transaction.connection();
  connection.execute(update_expiry, info.row.value, revision, expire_ms);
  if (connection.changes() > 0) note_change(transaction, info.model, info.row);
}

void remove_revision(WriteTransaction& transaction, const SecretInfoRow& info, std::int64_t revision) {
  auto& connection = transaction.connection();
  connection.execute(delete_revision, info.row.value, revision);
  if (connection.changes() > 0) note_change(transaction, info.model, info.row);
}

std::vector<std::int64_t> obsolete_revisions(const ReadTransaction& transaction, SecretRow row) {
  auto statement = transaction.connection().prepare(select_obsolete);
  statement.bind_all(row.value);
  std::vector<std::int64_t> revisions;
  while (statement.step()) revisions.push_back(statement.int64(0));
  return revisions;
}

/// Whatever changed may have made revisions obsolete.
void note_change(WriteTransaction& transaction, ModelId model, SecretRow row) {
  transaction.connection().execute(prune, row.value);
  transaction.record(model, key_of(row), ChangeOp::changed);
}

} // namespace periapt::store::secrets
