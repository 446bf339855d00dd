#include "store/application_repository.h"

#include "database/connection.h"
#include "store/bag_table.h"
#include "store/config_column.h"
#include "store/enum_text.h"

namespace periapt::store::applications {
namespace {

#define APPLICATION_COLUMNS                                                                                           \
  "id, model_id, name, charm_id, charm_modified, life, base_name, base_track, base_risk, trust, exposed,"            \
  " leader_unit_id, leader_term, leader_settings_version, workload_version, status, status_message,"                 \
  " status_since_ms, created_ms, charm_forced, channel, constraints"

constexpr auto insert_application = "INSERT INTO application (model_id, name, charm_id, base_name, base_track,"
                                    " base_risk, trust, created_ms, channel, constraints)"
                                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto select_by_id = "SELECT " APPLICATION_COLUMNS " FROM application WHERE id = ?";
constexpr auto select_by_name = "SELECT " APPLICATION_COLUMNS " FROM application WHERE model_id = ? AND name = ?";
constexpr auto select_of_model = "SELECT " APPLICATION_COLUMNS " FROM application WHERE model_id = ? ORDER BY name";
#undef APPLICATION_COLUMNS
constexpr auto take_unit = "UPDATE application SET next_unit = next_unit + 1 WHERE id = ? RETURNING next_unit - 1";
constexpr auto update_life = "UPDATE application SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto raise_modified = "UPDATE application SET charm_modified = charm_modified + 1 WHERE id = ?";
constexpr auto update_base = "UPDATE application SET base_name = ?2, base_track = ?3, base_risk = ?4"
                             " WHERE id = ?1 AND (base_name <> ?2 OR base_track <> ?3 OR base_risk <> ?4)";
constexpr auto update_channel = "UPDATE application SET channel = ?2 WHERE id = ?1 AND channel <> ?2";
constexpr auto update_constraints = "UPDATE application SET constraints = ?2 WHERE id = ?1 AND constraints <> ?2";
constexpr auto select_exposure = "SELECT endpoint, is_space, target FROM application_exposure WHERE application_id = ?"
                                 " ORDER BY endpoint, is_space, target";
constexpr auto update_exposed = "UPDATE application SET exposed = ? WHERE id = ?";
constexpr auto delete_exposure = "DELETE FROM application_exposure WHERE application_id = ?";
constexpr auto insert_exposure =
    "INSERT INTO application_exposure (application_id, endpoint, is_space, target) VALUES (?, ?, ?, ?)";
constexpr auto delete_application = "DELETE FROM application WHERE id = ?";
constexpr auto select_config = "SELECT name, type, value FROM application_config WHERE application_id = ?";
constexpr auto upsert_config = "INSERT INTO application_config (application_id, name, type, value)"
                               " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET type = excluded.type,"
                               " value = excluded.value WHERE type <> excluded.type OR value <> excluded.value";
constexpr auto delete_config = "DELETE FROM application_config WHERE application_id = ? AND name = ?";
constexpr auto update_trust = "UPDATE application SET trust = ?2 WHERE id = ?1 AND trust <> ?2";
// Terms given after a backup was made are unknown to whoever is restored from it: a new epoch begins far above them.
constexpr auto update_leader =
    "UPDATE application SET leader_unit_id = ?2, leader_term = iif(?2 IS NULL, leader_term,"
    " max(leader_term, (SELECT epoch - 1 FROM controller) * 1000000000) + 1) WHERE id = ?1 RETURNING leader_term";
constexpr auto select_leader_settings = "SELECT key, value FROM leader_setting WHERE application_id = ?";
constexpr auto upsert_leader_setting = "INSERT INTO leader_setting (application_id, key, value) VALUES (?, ?, ?)"
                                       " ON CONFLICT DO UPDATE SET value = excluded.value"
                                       " WHERE value <> excluded.value";
constexpr auto delete_leader_setting = "DELETE FROM leader_setting WHERE application_id = ? AND key = ?";
constexpr auto update_leader_settings_version = "UPDATE application SET leader_settings_version = ?2 WHERE id = ?1";
constexpr auto update_status =
    "UPDATE application SET status = ?, status_message = ?, status_since_ms = ? WHERE id = ?";
constexpr auto update_workload_version =
    "UPDATE application SET workload_version = ?2 WHERE id = ?1 AND workload_version <> ?2";

EntityKey key_of(ApplicationId id) { return {EntityKind::application, id.value, 0}; }

ApplicationRow application_from(const database::Statement& row) {
  ApplicationRow result{.id = {row.int64(0)}, .model = {row.int64(1)}, .name = row.text(2), .charm = {row.int64(3)}};
  result.charm_modified = row.int64(4);
  result.life = enum_of<Life>(row.text_view(5));
  result.base = {.name = row.text(6), .track = row.text(7), .risk = row.text(8)};
  result.trust = row.boolean(9);
  result.exposed = row.boolean(10);
  if (!row.is_null(11)) result.leader = UnitId{row.int64(11)};
  result.leader_term = row.int64(12);
  result.leader_settings_version = row.int64(13);
  result.workload_version = row.text(14);
  if (!row.is_null(15)) result.status = StatusRecord{row.text(15), row.text(16), row.int64(17)};
  result.created_ms = row.int64(18);
  result.charm_forced = row.boolean(19);
  result.channel = row.text(20);
  result.constraints = row.text(21);
  return result;
}

std::string type_of(const ConfigValue& value) {
  using charm::OptionType;
  constexpr OptionType types[] = {OptionType::boolean, OptionType::integer, OptionType::real, OptionType::string};
  return std::string(charm::name_of(types[value.index()]));
}

void write_config(database::Connection& connection, ApplicationId id, const std::string& name,
                  const std::optional<ConfigValue>& value) {
  if (!value) return connection.execute(delete_config, id.value, name);
  auto statement = connection.prepare(upsert_config);
  statement.bind_all(id.value, name, type_of(*value));
  bind_value(statement, 4, *value);
  statement.run();
}

} // namespace

ApplicationId insert(WriteTransaction& transaction, const NewApplication& row) {
  auto& connection = transaction.connection();
  connection.execute(insert_application, row.model.value, row.name, row.charm.value, row.base.name, row.base.track,
                     row.base.risk, row.trust, row.created_ms, row.channel, row.constraints);
  const ApplicationId id{connection.last_insert_id()};
  transaction.record(row.model, key_of(id), ChangeOp::added);
  return id;
}

std::optional<ApplicationRow> find(const ReadTransaction& transaction, ApplicationId id) {
  auto statement = transaction.connection().prepare(select_by_id);
  statement.bind_all(id.value);
  if (!statement.step()) return std::nullopt;
  return application_from(statement);
}

std::optional<ApplicationRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto statement = transaction.connection().prepare(select_by_name);
  statement.bind_all(model.value, name);
  if (!statement.step()) return std::nullopt;
  return application_from(statement);
}

ApplicationRow get(const ReadTransaction& transaction, ApplicationId id) {
  auto row = find(transaction, id);
  if (!row) throw make_error(ErrorKind::internal, "application {} is not in the database", id.value);
  return *std::move(row);
}

ApplicationRow get(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto row = find(transaction, model, name);
  if (!row) throw make_error(ErrorKind::not_found, "application \"{}\" not found", name);
  return *std::move(row);
}

std::vector<ApplicationRow> list(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_of_model);
  statement.bind_all(model.value);
  std::vector<ApplicationRow> rows;
  while (statement.step()) rows.push_back(application_from(statement));
  return rows;
}

std::int64_t take_unit_number(WriteTransaction& transaction, ApplicationId id) {
  auto statement = transaction.connection().prepare(take_unit);
  statement.bind_all(id.value);
  statement.step();
  return statement.int64(0);
}

void set_life(WriteTransaction& transaction, const ApplicationRow& row, Life life) {
  transaction.connection().execute(update_life, row.id.value, text_of(life));
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::changed);
}

void note_modified(WriteTransaction& transaction, const ApplicationRow& row) {
  transaction.connection().execute(raise_modified, row.id.value);
  transaction.record(row.model, key_of(row.id), ChangeOp::changed);
}

void set_base(WriteTransaction& transaction, const ApplicationRow& row, const charm::Base& base) {
  transaction.connection().execute(update_base, row.id.value, base.name, base.track, base.risk);
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

void set_channel(WriteTransaction& transaction, const ApplicationRow& row, const std::string& channel) {
  transaction.connection().execute(update_channel, row.id.value, channel);
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

void set_constraints(WriteTransaction& transaction, const ApplicationRow& row, const std::string& constraints) {
  transaction.connection().execute(update_constraints, row.id.value, constraints);
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

std::vector<ExposureRow> exposure(const ReadTransaction& transaction, ApplicationId id) {
  auto statement = transaction.connection().prepare(select_exposure);
  statement.bind_all(id.value);
  std::vector<ExposureRow> rows;
  while (statement.step()) {
    if (rows.empty() || rows.back().endpoint != statement.text(0)) rows.push_back({statement.text(0), {}, {}});
    (statement.boolean(1) ? rows.back().spaces : rows.back().cidrs).push_back(statement.text(2));
  }
  return rows;
}

void set_exposure(WriteTransaction& transaction, const ApplicationRow& row, bool exposed,
                  const std::vector<ExposureRow>& rows) {
  auto& connection = transaction.connection();
  connection.execute(update_exposed, exposed, row.id.value);
  connection.execute(delete_exposure, row.id.value);
  for (const auto& one : rows) {
    for (const auto& space : one.spaces) connection.execute(insert_exposure, row.id.value, one.endpoint, true, space);
    for (const auto& cidr : one.cidrs) connection.execute(insert_exposure, row.id.value, one.endpoint, false, cidr);
  }
  transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

void remove(WriteTransaction& transaction, const ApplicationRow& row) {
  transaction.connection().execute(delete_application, row.id.value);
  transaction.record(row.model, key_of(row.id), ChangeOp::removed);
}

ConfigValues config(const ReadTransaction& transaction, ApplicationId id) {
  auto statement = transaction.connection().prepare(select_config);
  statement.bind_all(id.value);
  ConfigValues values;
  while (statement.step()) values[statement.text(0)] = value_from(statement, statement.text(1), 2);
  return values;
}

void set_config(WriteTransaction& transaction, const ApplicationRow& row, const ConfigChanges& changes,
                std::optional<bool> trust) {
  auto& connection = transaction.connection();
  bool changed = false;
  for (const auto& [name, value] : changes) {
    write_config(connection, row.id, name, value);
    changed |= connection.changes() > 0;
  }
  if (trust) {
    connection.execute(update_trust, row.id.value, *trust);
    changed |= connection.changes() > 0;
  }
  if (changed) transaction.record(row.model, key_of(row.id), ChangeOp::changed);
}

std::int64_t set_leader(WriteTransaction& transaction, const ApplicationRow& row, std::optional<UnitId> leader) {
  if (row.leader == leader) return row.leader_term;
  auto statement = transaction.connection().prepare(update_leader);
  statement.bind(1, row.id.value);
  if (leader) statement.bind(2, leader->value);
  else statement.bind(2, nullptr);
  statement.step();
  const auto term = statement.int64(0);
  statement.reset();
  transaction.record(row.model, key_of(row.id), ChangeOp::changed);
  return term;
}

Bag leader_settings(const ReadTransaction& transaction, ApplicationId id) {
  return read_bag(transaction.connection(), select_leader_settings, id.value);
}

void set_leader_settings(WriteTransaction& transaction, const ApplicationRow& row, const BagChanges& changes) {
  auto& connection = transaction.connection();
  const BagWriter writer{connection, upsert_leader_setting, delete_leader_setting};
  if (writer.apply(empty_deletes(changes), row.id.value).empty()) return;
  const auto version = transaction.record(row.model, key_of(row.id), ChangeOp::changed);
  connection.execute(update_leader_settings_version, row.id.value, version);
}

void set_status(WriteTransaction& transaction, const ApplicationRow& row, const StatusRecord& status) {
  transaction.connection().execute(update_status, status.current, status.message, status.since_ms, row.id.value);
  transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

void set_workload_version(WriteTransaction& transaction, const ApplicationRow& row, const std::string& version) {
  transaction.connection().execute(update_workload_version, row.id.value, version);
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

} // namespace periapt::store::applications
