#include "store/machine_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store::machines {
namespace {

#define MACHINE_COLUMNS                                                                                               \
  "id, model_id, name, life, base_name, base_track, base_risk, address, boot_id, instance_status,"                   \
  " instance_message, instance_since_ms, agent_status, agent_since_ms, coalesce(address_number, 0), constraints"

constexpr auto insert_machine = "INSERT INTO machine (model_id, name, base_name, base_track, base_risk,"
                                " instance_since_ms, agent_since_ms, constraints) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)";
constexpr auto select_by_id = "SELECT " MACHINE_COLUMNS " FROM machine WHERE id = ?";
constexpr auto select_by_name = "SELECT " MACHINE_COLUMNS " FROM machine WHERE model_id = ? AND name = ?";
constexpr auto select_of_model = "SELECT " MACHINE_COLUMNS " FROM machine WHERE model_id = ? ORDER BY id";
constexpr auto select_all = "SELECT " MACHINE_COLUMNS " FROM machine ORDER BY id";
#undef MACHINE_COLUMNS
constexpr auto update_life = "UPDATE machine SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto delete_machine = "DELETE FROM machine WHERE id = ?";
constexpr auto select_free_number =
    "SELECT min(candidate) FROM (SELECT 1 AS candidate UNION ALL SELECT address_number + 1 FROM machine"
    " WHERE address_number IS NOT NULL) WHERE candidate NOT IN"
    " (SELECT address_number FROM machine WHERE address_number IS NOT NULL)";
constexpr auto update_address =
    "UPDATE machine SET address_number = ?2, address = ?3 WHERE id = ?1 AND address <> ?3";
constexpr auto update_instance_status =
    "UPDATE machine SET instance_status = ?2, instance_message = ?3, instance_since_ms = ?4"
    " WHERE id = ?1 AND (instance_status <> ?2 OR instance_message <> ?3)";
constexpr auto update_agent_status =
    "UPDATE machine SET agent_status = ?2, agent_since_ms = ?3 WHERE id = ?1 AND agent_status <> ?2";
constexpr auto update_boot_id = "UPDATE machine SET boot_id = ?2 WHERE id = ?1 AND boot_id <> ?2";
constexpr auto insert_token = "INSERT INTO machine_token (machine_id, token_sha256) VALUES (?, ?)";
constexpr auto delete_old_tokens = "DELETE FROM machine_token WHERE machine_id = ?1 AND id NOT IN"
                                   " (SELECT id FROM machine_token WHERE machine_id = ?1 ORDER BY id DESC LIMIT 2)";
constexpr auto select_token = "SELECT machine_id FROM machine_token WHERE token_sha256 = ?";

EntityKey key_of(MachineId id) { return {EntityKind::machine, id.value, 0}; }

MachineRow machine_from(const database::Statement& row) {
  return {.id = {row.int64(0)},
          .model = {row.int64(1)},
          .name = row.text(2),
          .life = enum_of<Life>(row.text_view(3)),
          .base = {.name = row.text(4), .track = row.text(5), .risk = row.text(6)},
          .address = row.text(7),
          .address_number = row.int64(14),
          .boot_id = row.text(8),
          .instance_status = {row.text(9), row.text(10), row.int64(11)},
          .agent_status = {row.text(12), "", row.int64(13)},
          .constraints = row.text(15)};
}

std::vector<MachineRow> all_of(database::Statement statement) {
  std::vector<MachineRow> rows;
  while (statement.step()) rows.push_back(machine_from(statement));
  return rows;
}

void record_if_changed(WriteTransaction& transaction, const MachineRow& row, ChangeOp op) {
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), op);
}

} // namespace

MachineId insert(WriteTransaction& transaction, ModelId model, const std::string& name, const charm::Base& base,
                 TimeMs now, const std::string& constraints) {
  transaction.connection().execute(insert_machine, model.value, name, base.name, base.track, base.risk, now,
                                   constraints);
  const MachineId id{transaction.connection().last_insert_id()};
  transaction.record(model, key_of(id), ChangeOp::added);
  return id;
}

std::optional<MachineRow> find(const ReadTransaction& transaction, MachineId id) {
  auto statement = transaction.connection().prepare(select_by_id);
  statement.bind_all(id.value);
  if (!statement.step()) return std::nullopt;
  return machine_from(statement);
}

std::optional<MachineRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto statement = transaction.connection().prepare(select_by_name);
  statement.bind_all(model.value, name);
  if (!statement.step()) return std::nullopt;
  return machine_from(statement);
}

MachineRow get(const ReadTransaction& transaction, MachineId id) {
  auto row = find(transaction, id);
  if (!row) throw Error(ErrorKind::not_found, "machine not found");
  return *std::move(row);
}

std::vector<MachineRow> list(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_of_model);
  statement.bind_all(model.value);
  return all_of(std::move(statement));
}

std::vector<MachineRow> list_all(const ReadTransaction& transaction) {
  return all_of(transaction.connection().prepare(select_all));
}

void set_life(WriteTransaction& transaction, const MachineRow& row, Life life) {
  transaction.connection().execute(update_life, row.id.value, text_of(life));
  record_if_changed(transaction, row, ChangeOp::changed);
}

void remove(WriteTransaction& transaction, const MachineRow& row) {
  transaction.connection().execute(delete_machine, row.id.value);
  record_if_changed(transaction, row, ChangeOp::removed);
}

std::int64_t free_address_number(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_free_number);
  statement.step();
  return statement.int64(0);
}

void set_address(WriteTransaction& transaction, const MachineRow& row, std::int64_t number,
                 const std::string& address) {
  transaction.connection().execute(update_address, row.id.value, number, address);
  record_if_changed(transaction, row, ChangeOp::changed);
}

void set_instance_status(WriteTransaction& transaction, const MachineRow& row, const std::string& status,
                         const std::string& message, TimeMs now) {
  transaction.connection().execute(update_instance_status, row.id.value, status, message, now);
  record_if_changed(transaction, row, ChangeOp::noted);
}

void set_agent_status(WriteTransaction& transaction, const MachineRow& row, const std::string& status, TimeMs now) {
  transaction.connection().execute(update_agent_status, row.id.value, status, now);
  record_if_changed(transaction, row, ChangeOp::noted);
}

bool set_boot_id(WriteTransaction& transaction, const MachineRow& row, const std::string& boot_id) {
  transaction.connection().execute(update_boot_id, row.id.value, boot_id);
  return transaction.connection().changes() > 0;
}

void add_token(WriteTransaction& transaction, MachineId id, const std::string& token_sha256) {
  transaction.connection().execute(insert_token, id.value, token_sha256);
  transaction.connection().execute(delete_old_tokens, id.value);
}

std::optional<MachineId> find_by_token(const ReadTransaction& transaction, const std::string& token_sha256) {
  auto statement = transaction.connection().prepare(select_token);
  statement.bind_all(token_sha256);
  if (!statement.step()) return std::nullopt;
  return MachineId{statement.int64(0)};
}

} // namespace periapt::store::machines
