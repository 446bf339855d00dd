#include "store/unit_repository.h"

#include "database/connection.h"
#include "store/bag_table.h"
#include "store/enum_text.h"

namespace periapt::store::units {
namespace {

// How many answers of a unit are kept: as many commits as an agent's outbox holds (DESIGN section 9, rule 15).
constexpr std::int64_t answers_kept = 1000;

#define UNIT_COLUMNS                                                                                                  \
  "id, model_id, application_id, number, name, machine_id, principal_id, life, resolved, charm_id, outbox_number,"   \
  " workload_status, workload_message, workload_since_ms, agent_status, agent_message, agent_since_ms,"              \
  " workload_version, removal_deadline_ms"

constexpr auto insert_unit =
    "INSERT INTO unit (model_id, application_id, number, name, machine_id, workload_status, workload_message,"
    " workload_since_ms, agent_status, agent_message, agent_since_ms, principal_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto select_by_id = "SELECT " UNIT_COLUMNS " FROM unit WHERE id = ?";
constexpr auto select_by_name = "SELECT " UNIT_COLUMNS " FROM unit WHERE model_id = ? AND name = ?";
constexpr auto select_of_model = "SELECT " UNIT_COLUMNS " FROM unit WHERE model_id = ? ORDER BY application_id, number";
constexpr auto select_of_application = "SELECT " UNIT_COLUMNS " FROM unit WHERE application_id = ? ORDER BY number";
constexpr auto select_on_machine = "SELECT " UNIT_COLUMNS " FROM unit WHERE machine_id = ? ORDER BY id";
// "IS NOT NULL" brings the index of deadlines into use: for the order alone, all units would be read.
constexpr auto select_overdue = "SELECT " UNIT_COLUMNS
                                " FROM unit WHERE removal_deadline_ms IS NOT NULL AND removal_deadline_ms <= ? ORDER BY id";
constexpr auto select_of_principal = "SELECT " UNIT_COLUMNS " FROM unit WHERE principal_id = ? ORDER BY id";
#undef UNIT_COLUMNS
constexpr auto update_life = "UPDATE unit SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto update_deadline =
    "UPDATE unit SET removal_deadline_ms = min(coalesce(removal_deadline_ms, ?2), ?2) WHERE id = ?1";
constexpr auto update_resolved = "UPDATE unit SET resolved = ?2 WHERE id = ?1 AND resolved <> ?2";
constexpr auto update_charm = "UPDATE unit SET charm_id = ?2 WHERE id = ?1 AND charm_id IS NOT ?2";
constexpr auto update_workload_status =
    "UPDATE unit SET workload_status = ?, workload_message = ?, workload_since_ms = ? WHERE id = ?";
constexpr auto update_agent_status =
    "UPDATE unit SET agent_status = ?2, agent_message = ?3, agent_since_ms = ?4"
    " WHERE id = ?1 AND (agent_status <> ?2 OR agent_message <> ?3)";
constexpr auto update_workload_version =
    "UPDATE unit SET workload_version = ?2 WHERE id = ?1 AND workload_version <> ?2";
constexpr auto delete_unit = "DELETE FROM unit WHERE id = ?";
constexpr auto select_local_state = "SELECT local_state FROM unit WHERE id = ?";
constexpr auto update_local_state = "UPDATE unit SET local_state = ?2 WHERE id = ?1";
constexpr auto select_answer =
    "SELECT accepted, reason, revision FROM unit_commit WHERE unit_id = ? AND number = ? AND machine_id = ?";
constexpr auto insert_answer = "INSERT INTO unit_commit (unit_id, number, machine_id, accepted, reason, revision)"
                               " VALUES (?, ?, ?, ?, ?, ?)";
constexpr auto delete_old_answers = "DELETE FROM unit_commit WHERE unit_id = ? AND number <= ?";
constexpr auto update_outbox_number = "UPDATE unit SET outbox_number = max(outbox_number, ?2) WHERE id = ?1";
constexpr auto select_charm_state = "SELECT key, value FROM unit_charm_state WHERE unit_id = ?";
constexpr auto upsert_charm_state = "INSERT INTO unit_charm_state (unit_id, key, value) VALUES (?, ?, ?)"
                                    " ON CONFLICT DO UPDATE SET value = excluded.value";
constexpr auto delete_charm_state = "DELETE FROM unit_charm_state WHERE unit_id = ? AND key = ?";
constexpr auto select_ports = "SELECT protocol, from_port, to_port, endpoint FROM unit_port WHERE unit_id = ?"
                              " ORDER BY protocol, from_port, to_port, endpoint";
constexpr auto select_ports_of_model =
    "SELECT protocol, from_port, to_port, endpoint, unit_id FROM unit JOIN unit_port ON unit_id = unit.id"
    " WHERE model_id = ? ORDER BY unit_id, protocol, from_port, to_port, endpoint";
constexpr auto insert_port = "INSERT INTO unit_port (unit_id, protocol, from_port, to_port, endpoint)"
                             " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr auto delete_port = "DELETE FROM unit_port WHERE unit_id = ? AND protocol = ? AND from_port = ?"
                             " AND to_port = ? AND endpoint = ?";

EntityKey key_of(UnitId id) { return {EntityKind::unit, id.value, 0}; }

UnitRow unit_from(const database::Statement& row) {
  UnitRow result{.id = {row.int64(0)}, .model = {row.int64(1)}, .application = {row.int64(2)}, .number = row.int64(3)};
  result.name = row.text(4);
  result.machine = {row.int64(5)};
  if (!row.is_null(6)) result.principal = UnitId{row.int64(6)};
  result.life = enum_of<Life>(row.text_view(7));
  result.resolved = enum_of<ResolvedMode>(row.text_view(8));
  if (!row.is_null(9)) result.charm = CharmId{row.int64(9)};
  result.outbox_number = row.int64(10);
  result.workload = {row.text(11), row.text(12), row.int64(13)};
  result.agent = {row.text(14), row.text(15), row.int64(16)};
  result.workload_version = row.text(17);
  result.removal_deadline_ms = row.optional_int64(18);
  return result;
}

OpenedPort port_from(const database::Statement& row) {
  return {{row.text(0), static_cast<int>(row.int64(1)), static_cast<int>(row.int64(2))}, row.text(3)};
}

template <class... Values>
std::vector<UnitRow> select(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<UnitRow> rows;
  while (statement.step()) rows.push_back(unit_from(statement));
  return rows;
}

std::optional<UnitRow> first_of(std::vector<UnitRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void record(WriteTransaction& transaction, const UnitRow& row, ChangeOp op) {
  transaction.record(row.model, key_of(row.id), op, row.machine.value);
}

void record_if_changed(WriteTransaction& transaction, const UnitRow& row, ChangeOp op) {
  if (transaction.connection().changes() > 0) record(transaction, row, op);
}

} // namespace

UnitId insert(WriteTransaction& transaction, const NewUnit& row) {
  auto& connection = transaction.connection();
  connection.execute(insert_unit, row.model.value, row.application.value, row.number, row.name, row.machine.value,
                     row.workload.current, row.workload.message, row.workload.since_ms, row.agent.current,
                     row.agent.message, row.agent.since_ms,
                     row.principal ? std::optional(row.principal->value) : std::nullopt);
  const UnitId id{connection.last_insert_id()};
  transaction.record(row.model, key_of(id), ChangeOp::added, row.machine.value);
  return id;
}

std::optional<UnitRow> find(const ReadTransaction& transaction, UnitId id) {
  return first_of(select(transaction, select_by_id, id.value));
}

std::optional<UnitRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  return first_of(select(transaction, select_by_name, model.value, name));
}

UnitRow get(const ReadTransaction& transaction, UnitId id) {
  auto row = find(transaction, id);
  if (!row) throw Error(ErrorKind::not_found, "unit not found");
  return *std::move(row);
}

std::vector<UnitRow> list(const ReadTransaction& transaction, ModelId model) {
  return select(transaction, select_of_model, model.value);
}

std::vector<UnitRow> of_application(const ReadTransaction& transaction, ApplicationId id) {
  return select(transaction, select_of_application, id.value);
}

std::vector<UnitRow> on_machine(const ReadTransaction& transaction, MachineId id) {
  return select(transaction, select_on_machine, id.value);
}

std::vector<UnitRow> of_principal(const ReadTransaction& transaction, UnitId principal) {
  return select(transaction, select_of_principal, principal.value);
}

std::vector<UnitRow> overdue(const ReadTransaction& transaction, TimeMs now) {
  return select(transaction, select_overdue, now);
}

void set_life(WriteTransaction& transaction, const UnitRow& row, Life life) {
  transaction.connection().execute(update_life, row.id.value, text_of(life));
  record_if_changed(transaction, row, ChangeOp::changed);
}

void set_removal_deadline(WriteTransaction& transaction, const UnitRow& row, TimeMs deadline) {
  transaction.connection().execute(update_deadline, row.id.value, deadline);
}

void set_resolved(WriteTransaction& transaction, const UnitRow& row, ResolvedMode mode) {
  transaction.connection().execute(update_resolved, row.id.value, text_of(mode));
  record_if_changed(transaction, row, ChangeOp::changed);
}

void set_charm(WriteTransaction& transaction, const UnitRow& row, CharmId charm) {
  transaction.connection().execute(update_charm, row.id.value, charm.value);
  record_if_changed(transaction, row, ChangeOp::noted);
}

void set_workload_status(WriteTransaction& transaction, const UnitRow& row, const StatusRecord& status) {
  transaction.connection().execute(update_workload_status, status.current, status.message, status.since_ms,
                                   row.id.value);
  record(transaction, row, ChangeOp::noted);
}

void set_agent_status(WriteTransaction& transaction, const UnitRow& row, const StatusRecord& status) {
  transaction.connection().execute(update_agent_status, row.id.value, status.current, status.message,
                                   status.since_ms);
  record_if_changed(transaction, row, ChangeOp::noted);
}

void set_workload_version(WriteTransaction& transaction, const UnitRow& row, const std::string& version) {
  transaction.connection().execute(update_workload_version, row.id.value, version);
  record_if_changed(transaction, row, ChangeOp::noted);
}

void remove(WriteTransaction& transaction, const UnitRow& row) {
  transaction.connection().execute(delete_unit, row.id.value);
  record(transaction, row, ChangeOp::removed);
}

std::optional<std::string> local_state(const ReadTransaction& transaction, UnitId id) {
  auto statement = transaction.connection().prepare(select_local_state);
  statement.bind_all(id.value);
  if (!statement.step()) return std::nullopt;
  return statement.optional_text(0);
}

void set_local_state(WriteTransaction& transaction, UnitId id, const std::string& state) {
  transaction.connection().execute(update_local_state, id.value, state);
}

std::optional<CommitAnswer> answer(const ReadTransaction& transaction, MachineId machine, UnitId id,
                                   std::int64_t number) {
  auto statement = transaction.connection().prepare(select_answer);
  statement.bind_all(id.value, number, machine.value);
  if (!statement.step()) return std::nullopt;
  return CommitAnswer{statement.boolean(0), statement.text(1), statement.text(2)};
}

void keep_answer(WriteTransaction& transaction, const UnitRow& row, std::int64_t number, const CommitAnswer& answer) {
  auto& connection = transaction.connection();
  connection.execute(insert_answer, row.id.value, number, row.machine.value, answer.accepted, answer.reason,
                     answer.revision);
  connection.execute(delete_old_answers, row.id.value, number - answers_kept);
  connection.execute(update_outbox_number, row.id.value, number);
}

Bag charm_state(const ReadTransaction& transaction, UnitId id) {
  return read_bag(transaction.connection(), select_charm_state, id.value);
}

void change_charm_state(WriteTransaction& transaction, UnitId id, const BagChanges& changes) {
  BagWriter{transaction.connection(), upsert_charm_state, delete_charm_state}.apply(changes, id.value);
}

std::vector<OpenedPort> ports(const ReadTransaction& transaction, UnitId id) {
  auto statement = transaction.connection().prepare(select_ports);
  statement.bind_all(id.value);
  std::vector<OpenedPort> ports;
  while (statement.step()) ports.push_back(port_from(statement));
  return ports;
}

std::map<UnitId, std::vector<OpenedPort>> ports_of_model(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_ports_of_model);
  statement.bind_all(model.value);
  std::map<UnitId, std::vector<OpenedPort>> ports;
  while (statement.step()) ports[UnitId{statement.int64(4)}].push_back(port_from(statement));
  return ports;
}

void open_port(WriteTransaction& transaction, const UnitRow& row, const OpenedPort& port) {
  transaction.connection().execute(insert_port, row.id.value, port.range.protocol, port.range.from, port.range.to,
                                   port.endpoint);
  record_if_changed(transaction, row, ChangeOp::changed);
}

void close_port(WriteTransaction& transaction, const UnitRow& row, const OpenedPort& port) {
  transaction.connection().execute(delete_port, row.id.value, port.range.protocol, port.range.from, port.range.to,
                                   port.endpoint);
  record_if_changed(transaction, row, ChangeOp::changed);
}

} // namespace periapt::store::units
