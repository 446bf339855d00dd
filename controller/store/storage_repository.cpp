#include "store/storage_repository.h"

#include "core/storage_name.h"
#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store {

std::string StorageRow::label() const { return StorageInstanceName{name, number}.str(); }

namespace storage {
namespace {

constexpr auto insert_storage =
    "INSERT INTO storage (model_id, name, number, kind, pool, provider, machine_name, backing_number, size_mib, status,"
    " status_since_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)";
#define SELECT_STORAGE                                                                                                \
  "SELECT s.id, s.model_id, s.name, s.number, s.kind, s.pool, s.provider, s.machine_name, s.backing_number,"         \
  " s.size_mib, s.life, s.released, s.location, s.status, s.status_message, s.status_since_ms, a.id, a.unit_id,"     \
  " u.name, u.machine_id, a.life, a.read_only, a.removal_deadline_ms, s.source FROM storage s"                       \
  " LEFT JOIN storage_attachment a ON a.storage_id = s.id LEFT JOIN unit u ON u.id = a.unit_id "
constexpr auto select_by_id = SELECT_STORAGE "WHERE s.id = ?";
constexpr auto select_by_number = SELECT_STORAGE "WHERE s.model_id = ? AND s.number = ?";
constexpr auto select_by_attachment = SELECT_STORAGE "WHERE a.id = ?";
constexpr auto select_of_model = SELECT_STORAGE "WHERE s.model_id = ? ORDER BY s.number";
constexpr auto select_of_unit = SELECT_STORAGE "WHERE a.unit_id = ? ORDER BY s.number";
constexpr auto select_unsettled = SELECT_STORAGE
    "WHERE ((s.location = '' AND s.status <> 'detached') OR s.life <> 'alive')" // as the index says
    " AND (a.id IS NULL OR (a.life = 'alive' AND s.location = '')) ORDER BY s.id";
constexpr auto select_overdue = SELECT_STORAGE "WHERE a.removal_deadline_ms <= ? ORDER BY s.id";
#undef SELECT_STORAGE
constexpr auto select_any = "SELECT 1 FROM storage WHERE model_id = ? LIMIT 1";
constexpr auto insert_attachment = "INSERT INTO storage_attachment (storage_id, unit_id, read_only) VALUES (?, ?, ?)";
constexpr auto update_attachment_life = "UPDATE storage_attachment SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto update_deadline = "UPDATE storage_attachment SET removal_deadline_ms ="
                                 " min(coalesce(removal_deadline_ms, ?2), ?2) WHERE id = ?1";
constexpr auto delete_attachment = "DELETE FROM storage_attachment WHERE id = ?";
constexpr auto update_life = "UPDATE storage SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto update_released = "UPDATE storage SET released = 1 WHERE id = ?";
constexpr auto update_status = "UPDATE storage SET status = ?2, status_message = ?3, status_since_ms = ?4"
                               " WHERE id = ?1 AND (status <> ?2 OR status_message <> ?3)";
constexpr auto update_location = "UPDATE storage SET location = ?2, source = ?3"
                                 " WHERE id = ?1 AND (location <> ?2 OR source <> ?3)";
constexpr auto delete_storage = "DELETE FROM storage WHERE id = ?";
constexpr auto upsert_application_storage =
    "INSERT INTO application_storage (application_id, name, pool, count, size_mib) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET pool = excluded.pool, count = excluded.count, size_mib = excluded.size_mib";
constexpr auto select_application_storage =
    "SELECT name, pool, count, size_mib FROM application_storage WHERE application_id = ?";
constexpr auto insert_pool_row = "INSERT INTO storage_pool (model_id, name, provider) VALUES (?, ?, ?)";
constexpr auto insert_attribute =
    "INSERT INTO storage_pool_attribute (model_id, pool, key, value) VALUES (?, ?, ?, ?)";
constexpr auto delete_pool = "DELETE FROM storage_pool WHERE model_id = ? AND name = ?";
constexpr auto select_use_of_pool =
    "SELECT 1 FROM storage WHERE model_id = ?1 AND pool = ?2 UNION ALL"
    " SELECT 1 FROM application_storage s JOIN application a ON a.id = s.application_id"
    " WHERE a.model_id = ?1 AND s.pool = ?2 LIMIT 1";
constexpr auto select_pools = "SELECT p.name, p.provider, a.key, a.value FROM storage_pool p"
                              " LEFT JOIN storage_pool_attribute a ON a.model_id = p.model_id AND a.pool = p.name"
                              " WHERE p.model_id = ?";

StorageRow storage_from(const database::Statement& row) {
  StorageRow result{.id = {row.int64(0)}, .model = {row.int64(1)}, .name = row.text(2), .number = row.int64(3)};
  result.kind = enum_of<StorageKind>(row.text_view(4));
  result.pool = row.text(5);
  result.provider = row.text(6);
  result.machine_name = row.text(7);
  result.backing_number = row.int64(8);
  result.size_mib = row.int64(9);
  result.life = enum_of<Life>(row.text_view(10));
  result.released = row.boolean(11);
  result.location = row.text(12);
  result.status = {row.text(13), row.text(14), row.int64(15)};
  result.source = row.text(23);
  if (row.is_null(16)) return result;
  result.attachment = AttachmentRow{.id = {row.int64(16)},
                                    .unit = {row.int64(17)},
                                    .unit_name = row.text(18),
                                    .machine = {row.int64(19)},
                                    .life = enum_of<Life>(row.text_view(20)),
                                    .read_only = row.boolean(21),
                                    .removal_deadline_ms = row.optional_int64(22)};
  return result;
}

template <class... Values>
std::vector<StorageRow> select(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<StorageRow> rows;
  while (statement.step()) rows.push_back(storage_from(statement));
  return rows;
}

std::optional<StorageRow> first_of(std::vector<StorageRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

/// The unit's agent is told of its attachment; without one only people look.
void record(WriteTransaction& transaction, const StorageRow& row, ChangeOp op) {
  if (row.attachment)
    transaction.record(row.model, {EntityKind::storage, row.attachment->id.value, 0}, op, row.attachment->machine.value);
  else
    transaction.record(row.model, {EntityKind::storage, 0, 0}, ChangeOp::noted);
}

void record_if_changed(WriteTransaction& transaction, const StorageRow& row, ChangeOp op) {
  if (transaction.connection().changes() > 0) record(transaction, row, op);
}

} // namespace

StorageId insert(WriteTransaction& transaction, const NewStorage& row) {
  auto& connection = transaction.connection();
  connection.execute(insert_storage, row.model.value, row.name, row.number, text_of(row.kind), row.pool, row.provider,
                     row.machine_name, row.backing_number, row.size_mib, row.now);
  const StorageId id{connection.last_insert_id()};
  transaction.record(row.model, {EntityKind::storage, 0, 0}, ChangeOp::noted);
  return id;
}

std::optional<StorageRow> find(const ReadTransaction& transaction, StorageId id) {
  return first_of(select(transaction, select_by_id, id.value));
}

std::optional<StorageRow> find(const ReadTransaction& transaction, ModelId model, const std::string& label) {
  const auto name = StorageInstanceName::parse(label);
  if (!name) return std::nullopt;
  auto row = first_of(select(transaction, select_by_number, model.value, name->number));
  if (row && row->name != name->storage) row.reset();
  return row;
}

std::optional<StorageRow> find(const ReadTransaction& transaction, AttachmentId attachment) {
  return first_of(select(transaction, select_by_attachment, attachment.value));
}

std::vector<StorageRow> list(const ReadTransaction& transaction, ModelId model) {
  return select(transaction, select_of_model, model.value);
}

std::vector<StorageRow> of_unit(const ReadTransaction& transaction, UnitId unit) {
  return select(transaction, select_of_unit, unit.value);
}

std::vector<StorageRow> unsettled(const ReadTransaction& transaction) { return select(transaction, select_unsettled); }

std::vector<StorageRow> overdue(const ReadTransaction& transaction, TimeMs now) {
  return select(transaction, select_overdue, now);
}

bool exists(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_any);
  statement.bind_all(model.value);
  return statement.step();
}

AttachmentId attach(WriteTransaction& transaction, const StorageRow& row, UnitId unit, bool read_only) {
  transaction.connection().execute(insert_attachment, row.id.value, unit.value, read_only);
  const auto attached = find(transaction, row.id);
  record(transaction, *attached, ChangeOp::added);
  return attached->attachment->id;
}

void set_attachment_life(WriteTransaction& transaction, const StorageRow& row, Life life) {
  transaction.connection().execute(update_attachment_life, row.attachment->id.value, text_of(life));
  record_if_changed(transaction, row, ChangeOp::changed);
}

void set_removal_deadline(WriteTransaction& transaction, const StorageRow& row, TimeMs deadline) {
  transaction.connection().execute(update_deadline, row.attachment->id.value, deadline);
}

void detach(WriteTransaction& transaction, const StorageRow& row) {
  transaction.connection().execute(delete_attachment, row.attachment->id.value);
  transaction.connection().execute(update_location, row.id.value, "", "");
  record(transaction, row, ChangeOp::removed);
}

void set_life(WriteTransaction& transaction, const StorageRow& row, Life life) {
  transaction.connection().execute(update_life, row.id.value, text_of(life));
  record_if_changed(transaction, row, ChangeOp::changed);
}

void release(WriteTransaction& transaction, const StorageRow& row) {
  transaction.connection().execute(update_released, row.id.value);
}

void set_status(WriteTransaction& transaction, const StorageRow& row, const StatusRecord& status) {
  transaction.connection().execute(update_status, row.id.value, status.current, status.message, status.since_ms);
  record_if_changed(transaction, row, ChangeOp::noted);
}

void set_location(WriteTransaction& transaction, const StorageRow& row, const std::string& location,
                  const std::string& source) {
  transaction.connection().execute(update_location, row.id.value, location, source);
  record_if_changed(transaction, row, ChangeOp::changed);
}

void remove(WriteTransaction& transaction, const StorageRow& row) {
  transaction.connection().execute(delete_storage, row.id.value);
  transaction.record(row.model, {EntityKind::storage, 0, 0}, ChangeOp::noted);
}

void set_application_storage(WriteTransaction& transaction, ApplicationId application, const std::string& name,
                             const ApplicationStorage& storage) {
  transaction.connection().execute(upsert_application_storage, application.value, name, storage.pool, storage.count,
                                   storage.size_mib);
}

std::map<std::string, ApplicationStorage> application_storage(const ReadTransaction& transaction,
                                                              ApplicationId application) {
  auto statement = transaction.connection().prepare(select_application_storage);
  statement.bind_all(application.value);
  std::map<std::string, ApplicationStorage> result;
  while (statement.step())
    result[statement.text(0)] = {statement.text(1), static_cast<int>(statement.int64(2)), statement.int64(3)};
  return result;
}

void insert_pool(WriteTransaction& transaction, ModelId model, const std::string& name, const StoragePool& pool) {
  transaction.connection().execute(insert_pool_row, model.value, name, pool.provider);
  for (const auto& [key, value] : pool.attributes)
    transaction.connection().execute(insert_attribute, model.value, name, key, value);
  transaction.record(model, {EntityKind::storage, 0, 0}, ChangeOp::noted);
}

void remove_pool(WriteTransaction& transaction, ModelId model, const std::string& name) {
  transaction.connection().execute(delete_pool, model.value, name);
  transaction.record(model, {EntityKind::storage, 0, 0}, ChangeOp::noted);
}

bool uses_pool(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto statement = transaction.connection().prepare(select_use_of_pool);
  statement.bind_all(model.value, name);
  return statement.step();
}

std::map<std::string, StoragePool> pools(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_pools);
  statement.bind_all(model.value);
  std::map<std::string, StoragePool> result;
  while (statement.step()) {
    auto& pool = result[statement.text(0)];
    pool.provider = statement.text(1);
    if (!statement.is_null(2)) pool.attributes[statement.text(2)] = statement.text(3);
  }
  return result;
}

} // namespace storage
} // namespace periapt::store
