#include "store/secret_access_repository.h"

#include "database/connection.h"

#include <algorithm>

namespace periapt::store::secrets {
namespace {

constexpr auto select_grants = "SELECT application_id, unit_id, relation_id FROM secret_grant WHERE secret_id = ?"
                               " ORDER BY application_id, unit_id";
constexpr auto upsert_grant =
    "INSERT INTO secret_grant (secret_id, application_id, unit_id, relation_id) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (secret_id, application_id, coalesce(unit_id, 0)) DO UPDATE SET relation_id = excluded.relation_id"
    " WHERE relation_id IS NOT excluded.relation_id";
constexpr auto delete_unit_grant = "DELETE FROM secret_grant WHERE secret_id = ? AND application_id = ? AND unit_id = ?";
constexpr auto delete_application_grants = "DELETE FROM secret_grant WHERE secret_id = ? AND application_id = ?";
constexpr auto select_of_relation = "SELECT DISTINCT secret_id FROM secret_grant WHERE relation_id = ?";
constexpr auto delete_of_relation = "DELETE FROM secret_grant WHERE relation_id = ?";
constexpr auto select_granted_to = "SELECT DISTINCT secret_id FROM secret_grant WHERE application_id = ?";
constexpr auto delete_granted_to = "DELETE FROM secret_grant WHERE application_id = ?";

constexpr auto select_consumer =
    "SELECT unit_id, label, revision FROM secret_consumer WHERE secret_id = ? AND unit_id = ?";
constexpr auto select_by_consumer_label = "SELECT secret_id FROM secret_consumer WHERE unit_id = ? AND label = ?";
constexpr auto upsert_consumer =
    "INSERT INTO secret_consumer (secret_id, unit_id, label, revision) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (secret_id, unit_id) DO UPDATE SET label = excluded.label, revision = excluded.revision"
    " WHERE label <> excluded.label OR revision <> excluded.revision";
constexpr auto select_readers = "SELECT unit_id, application_id FROM secret_consumer JOIN unit ON unit.id = unit_id"
                                " WHERE secret_id = ? AND revision > 0";
constexpr auto end_reading = "UPDATE secret_consumer SET revision = 0 WHERE secret_id = ? AND unit_id = ?";
constexpr auto select_read_by = "SELECT secret_id FROM secret_consumer WHERE unit_id = ?";
constexpr auto delete_consumer_rows = "DELETE FROM secret_consumer WHERE unit_id = ?";

std::vector<SecretRow> rows_of(const ReadTransaction& transaction, const char* select, std::int64_t owner) {
  auto statement = transaction.connection().prepare(select);
  statement.bind_all(owner);
  std::vector<SecretRow> rows;
  while (statement.step()) rows.push_back({statement.int64(0)});
  return rows;
}

std::optional<std::int64_t> value_of(const auto& id) { return id ? std::optional(id->value) : std::nullopt; }

/// Who was revoked holds no revision back; that it has read once is remembered.
void end_forbidden_reading(WriteTransaction& transaction, const SecretInfoRow& info) {
  std::vector<std::pair<UnitId, ApplicationId>> readers;
  auto statement = transaction.connection().prepare(select_readers);
  statement.bind_all(info.row.value);
  while (statement.step()) readers.push_back({{statement.int64(0)}, {statement.int64(1)}});
  for (const auto& [unit, application] : readers)
    if (!may_read(transaction, info, unit, application))
      transaction.connection().execute(end_reading, info.row.value, unit.value);
}

/// After grants have gone.
void settle(WriteTransaction& transaction, SecretRow row) {
  const auto info = find(transaction, row);
  if (!info) return;
  end_forbidden_reading(transaction, *info);
  note_change(transaction, info->model, row);
}

} // namespace

std::vector<SecretGrantRow> grants(const ReadTransaction& transaction, SecretRow row) {
  auto statement = transaction.connection().prepare(select_grants);
  statement.bind_all(row.value);
  std::vector<SecretGrantRow> result;
  while (statement.step()) {
    SecretGrantRow grant{.application = {statement.int64(0)}};
    if (!statement.is_null(1)) grant.unit = UnitId{statement.int64(1)};
    if (!statement.is_null(2)) grant.relation = RelationId{statement.int64(2)};
    result.push_back(grant);
  }
  return result;
}

void grant(WriteTransaction& transaction, const SecretInfoRow& info, const SecretGrantRow& grant) {
  auto& connection = transaction.connection();
  connection.execute(upsert_grant, info.row.value, grant.application.value, value_of(grant.unit),
                     value_of(grant.relation));
  if (connection.changes() > 0) note_change(transaction, info.model, info.row);
}

void revoke(WriteTransaction& transaction, const SecretInfoRow& info, ApplicationId application,
            std::optional<UnitId> unit) {
  auto& connection = transaction.connection();
  if (unit) connection.execute(delete_unit_grant, info.row.value, application.value, unit->value);
  else connection.execute(delete_application_grants, info.row.value, application.value);
  if (connection.changes() > 0) settle(transaction, info.row);
}

void revoke_relation(WriteTransaction& transaction, RelationId relation) {
  const auto rows = rows_of(transaction, select_of_relation, relation.value);
  transaction.connection().execute(delete_of_relation, relation.value);
  for (const auto row : rows) settle(transaction, row);
}

bool may_read(const ReadTransaction& transaction, const SecretInfoRow& info, UnitId unit, ApplicationId application) {
  if (info.owner.unit == unit || info.owner.application == application) return true;
  const auto granted = grants(transaction, info.row);
  return std::any_of(granted.begin(), granted.end(), [&](const SecretGrantRow& grant) {
    return grant.application == application && (!grant.unit || grant.unit == unit);
  });
}

std::optional<SecretConsumer> consumer(const ReadTransaction& transaction, SecretRow row, UnitId unit) {
  auto statement = transaction.connection().prepare(select_consumer);
  statement.bind_all(row.value, unit.value);
  if (!statement.step()) return std::nullopt;
  return SecretConsumer{{statement.int64(0)}, statement.text(1), statement.int64(2)};
}

std::optional<SecretRow> find_by_consumer_label(const ReadTransaction& transaction, UnitId unit,
                                                const std::string& label) {
  auto statement = transaction.connection().prepare(select_by_consumer_label);
  statement.bind_all(unit.value, label);
  if (!statement.step()) return std::nullopt;
  return SecretRow{statement.int64(0)};
}

void set_consumer(WriteTransaction& transaction, const SecretInfoRow& info, const SecretConsumer& consumer) {
  auto& connection = transaction.connection();
  connection.execute(upsert_consumer, info.row.value, consumer.unit.value, consumer.label, consumer.revision);
  if (connection.changes() > 0) note_change(transaction, info.model, info.row);
}

void forget_unit(WriteTransaction& transaction, ModelId model, UnitId unit) {
  const auto read = rows_of(transaction, select_read_by, unit.value);
  transaction.connection().execute(delete_consumer_rows, unit.value);
  for (const auto row : read)
    if (const auto info = find(transaction, row)) note_change(transaction, info->model, row);
  for (const auto& info : of_owner(transaction, model, {.application = std::nullopt, .unit = unit}))
    remove(transaction, info);
}

void forget_application(WriteTransaction& transaction, ModelId model, ApplicationId application) {
  const auto granted = rows_of(transaction, select_granted_to, application.value);
  transaction.connection().execute(delete_granted_to, application.value);
  for (const auto row : granted) settle(transaction, row);
  for (const auto& info : of_owner(transaction, model, {.application = application, .unit = std::nullopt}))
    remove(transaction, info);
}

} // namespace periapt::store::secrets
