#include "store/relation_repository.h"

#include "database/connection.h"
#include "store/bag_table.h"
#include "store/contract_repository.h"
#include "store/enum_text.h"
#include "store/model_repository.h"
#include "store/offer_repository.h"

#include <unordered_map>
#include <utility>

namespace periapt::store {

std::string RelationRow::key() const {
  std::string text;
  for (const auto& end : ends)
    (text += text.empty() ? "" : " ").append(end.application_name).append(":").append(end.endpoint.name);
  return text;
}

const RelationEnd* RelationRow::end_of(ApplicationId application) const {
  for (const auto& end : ends)
    if (end.application == application) return &end;
  return nullptr;
}

const RelationEnd& RelationRow::other_end(ApplicationId application) const {
  for (const auto& end : ends)
    if (end.application != application) return end;
  return ends.front();
}

namespace relations {
namespace {

constexpr auto insert_relation = "INSERT INTO relation (model_id, status_since_ms) VALUES (?, ?)";
constexpr auto insert_end = "INSERT INTO relation_end (relation_id, position, model_id, application_id, endpoint,"
                            " interface, role, scope, quota, optional, number)"
                            " VALUES (?1, ?2, (SELECT model_id FROM application WHERE id = ?3), ?3, ?4, ?5, ?6,"
                            " ?7, ?8, ?9, ?10)";
constexpr auto insert_application = "INSERT INTO relation_application (relation_id, application_id) VALUES (?, ?)";

#define RELATION_COLUMNS                                                                                              \
  "relation.id, relation.model_id, relation.life, suspended,"                                                         \
  " iif(suspended AND EXISTS (SELECT 1 FROM relation_unit WHERE relation_id = relation.id AND in_scope = 1),"        \
  "     'suspending', relation.status), relation.status_since_ms"
#define END_COLUMNS                                                                                                   \
  "application_id, endpoint, interface, role, scope, quota, optional, number, relation_end.model_id"
#define SELECT_RELATIONS                                                                                              \
  "SELECT " RELATION_COLUMNS ", " END_COLUMNS ", application.name"                                                   \
  " FROM relation JOIN relation_end ON relation_id = relation.id"                                                    \
  " JOIN application ON application.id = application_id WHERE "
#define IN_ORDER " ORDER BY relation.id, position"
constexpr auto select_by_id = SELECT_RELATIONS "relation.id = ?" IN_ORDER;
constexpr auto select_by_number =
    SELECT_RELATIONS "relation.id = (SELECT relation_id FROM relation_end WHERE model_id = ? AND number = ?)" IN_ORDER;
constexpr auto select_of_other_models =
    SELECT_RELATIONS "relation.model_id <> ?1 AND relation.id IN (SELECT relation_over_offer.relation_id"
                     " FROM relation_over_offer JOIN relation_end USING (relation_id) WHERE model_id = ?1)" IN_ORDER;
// A model may have thousands, so for its own each column is read once and each name looked up once.
constexpr auto select_own = "SELECT " RELATION_COLUMNS " FROM relation WHERE model_id = ? ORDER BY id";
constexpr auto select_own_ends = "SELECT " END_COLUMNS ", relation_id FROM relation CROSS JOIN relation_end"
                                 " ON relation_id = relation.id WHERE relation.model_id = ?" IN_ORDER;
constexpr auto select_name = "SELECT name FROM application WHERE id = ?";
constexpr auto select_of_application =
    SELECT_RELATIONS "relation.id IN (SELECT relation_id FROM relation_end WHERE application_id = ?)" IN_ORDER;
constexpr auto select_overdue =
    SELECT_RELATIONS "relation.id IN (SELECT id FROM relation WHERE removal_deadline_ms <= ?)" IN_ORDER;
#undef SELECT_RELATIONS
#undef END_COLUMNS
#undef RELATION_COLUMNS
#undef IN_ORDER
constexpr auto update_life = "UPDATE relation SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto update_deadline =
    "UPDATE relation SET removal_deadline_ms = min(coalesce(removal_deadline_ms, ?2), ?2) WHERE id = ?1";
constexpr auto update_status =
    "UPDATE relation SET status = ?2, status_since_ms = ?3 WHERE id = ?1 AND status <> ?2";
constexpr auto delete_relation = "DELETE FROM relation WHERE id = ?";

#define PART_COLUMNS "relation_id, unit_id, unit_name, application_id, in_scope, version, principal_id"
constexpr auto select_part = "SELECT " PART_COLUMNS " FROM relation_unit WHERE relation_id = ? AND unit_id = ?";
constexpr auto select_parts = "SELECT " PART_COLUMNS " FROM relation_unit WHERE relation_id = ? ORDER BY unit_id";
constexpr auto select_parts_of_unit =
    "SELECT " PART_COLUMNS " FROM relation_unit WHERE unit_id = ? ORDER BY relation_id";
#undef PART_COLUMNS
constexpr auto select_in_scope = "SELECT 1 FROM relation_unit WHERE relation_id = ? AND in_scope = 1 LIMIT 1";
constexpr auto upsert_part = "INSERT INTO relation_unit (relation_id, unit_id, unit_name, application_id, in_scope,"
                             " version, principal_id) VALUES (?, ?, ?, ?, 1, ?, ?)"
                             " ON CONFLICT DO UPDATE SET in_scope = 1, version = excluded.version,"
                             " principal_id = excluded.principal_id";
constexpr auto update_left =
    "UPDATE relation_unit SET in_scope = 0 WHERE relation_id = ? AND unit_id = ? AND in_scope = 1";
constexpr auto select_unit_settings =
    "SELECT key, value FROM relation_unit_setting WHERE relation_id = ? AND unit_id = ?";
constexpr auto clear_unit_settings = "DELETE FROM relation_unit_setting WHERE relation_id = ? AND unit_id = ?";
constexpr auto upsert_unit_setting =
    "INSERT INTO relation_unit_setting (relation_id, unit_id, key, value) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
constexpr auto delete_unit_setting =
    "DELETE FROM relation_unit_setting WHERE relation_id = ? AND unit_id = ? AND key = ?";
constexpr auto update_unit_version = "UPDATE relation_unit SET version = ?3 WHERE relation_id = ?1 AND unit_id = ?2";

constexpr auto select_application_version =
    "SELECT version FROM relation_application WHERE relation_id = ? AND application_id = ?";
constexpr auto select_application_settings =
    "SELECT key, value FROM relation_application_setting WHERE relation_id = ? AND application_id = ?";
constexpr auto upsert_application_setting =
    "INSERT INTO relation_application_setting (relation_id, application_id, key, value) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
constexpr auto delete_application_setting =
    "DELETE FROM relation_application_setting WHERE relation_id = ? AND application_id = ? AND key = ?";
constexpr auto update_application_version =
    "UPDATE relation_application SET version = ?3 WHERE relation_id = ?1 AND application_id = ?2";

EntityKey key_of(RelationId id) { return {EntityKind::relation, id.value, 0}; }
EntityKey key_of(RelationId id, UnitId unit) { return {EntityKind::relation_unit, id.value, unit.value}; }
EntityKey key_of(RelationId id, ApplicationId application) {
  return {EntityKind::relation_application, id.value, application.value};
}

RelationEnd end_from(const database::Statement& row, int column, std::string application_name) {
  return {.application = {row.int64(column)},
          .application_name = std::move(application_name),
          .endpoint = {.name = row.text(column + 1),
                       .interface = row.text(column + 2),
                       .role = enum_of<Role>(row.text_view(column + 3)),
                       .scope = enum_of<Scope>(row.text_view(column + 4)),
                       .limit = static_cast<int>(row.int64(column + 5)),
                       .optional = row.boolean(column + 6)},
          .number = row.int64(column + 7)};
}

RelationRow relation_from(const database::Statement& row) {
  RelationRow relation{.id = {row.int64(0)},
                       .model = {row.int64(1)},
                       .life = enum_of<Life>(row.text_view(2)),
                       .suspended = row.boolean(3),
                       .status = row.text(4),
                       .status_since_ms = row.int64(5),
                       .ends = {}};
  relation.ends.reserve(2);
  relation.end_models.reserve(2);
  return relation;
}

/// One SQL row an end, those of a relation together.
template <class... Values>
std::vector<RelationRow> select(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<RelationRow> rows;
  while (statement.step()) {
    if (rows.empty() || rows.back().id.value != statement.int64(0)) rows.push_back(relation_from(statement));
    rows.back().ends.push_back(end_from(statement, 6, statement.text(15)));
    rows.back().end_models.push_back({statement.int64(14)});
  }
  return rows;
}

/// Names of applications, each read once.
class ApplicationNames {
public:
  explicit ApplicationNames(const ReadTransaction& transaction) : select_(transaction.connection().prepare(select_name)) {}

  const std::string& operator[](std::int64_t application) {
    const auto [entry, is_new] = names_.try_emplace(application);
    if (is_new) {
      select_.bind(1, application).step();
      entry->second = select_.text(0);
      select_.reset();
    }
    return entry->second;
  }

private:
  database::Statement select_;
  std::unordered_map<std::int64_t, std::string> names_;
};

/// Those that were made in the model.
template <class Visit>
void visit_own(const ReadTransaction& transaction, ModelId model, Visit visit_row) {
  ApplicationNames names(transaction);
  auto relations = transaction.connection().prepare(select_own);
  auto ends = transaction.connection().prepare(select_own_ends);
  relations.bind_all(model.value);
  ends.bind_all(model.value);
  for (bool more = ends.step(); relations.step();) {
    auto row = relation_from(relations);
    for (; more && ends.int64(9) == row.id.value; more = ends.step()) {
      row.ends.push_back(end_from(ends, 0, names[ends.int64(0)]));
      row.end_models.push_back({ends.int64(8)});
    }
    visit_row(std::move(row));
  }
}

/// What the viewing model calls the application at the relation's other end.
std::string name_elsewhere(const ReadTransaction& transaction, ModelId viewer, RelationId relation) {
  const auto over = remote_applications::of_relation(transaction, relation);
  const auto remote = over ? remote_applications::find(transaction, over->remote_application) : std::nullopt;
  if (remote && remote->model == viewer) return remote->name;
  return fmt::format("remote-r{}", relation.value);
}

std::optional<RelationRow> first_of(std::vector<RelationRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

template <class... Values>
std::vector<RelationUnitRow> select_unit_rows(const ReadTransaction& transaction, const char* sql,
                                              const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<RelationUnitRow> rows;
  while (statement.step()) {
    rows.push_back({.relation = {statement.int64(0)},
                    .unit = {statement.int64(1)},
                    .unit_name = statement.text(2),
                    .application = {statement.int64(3)},
                    .in_scope = statement.boolean(4),
                    .version = statement.int64(5)});
    if (!statement.is_null(6)) rows.back().container = UnitId{statement.int64(6)};
  }
  return rows;
}

} // namespace

RelationId insert(WriteTransaction& transaction, ModelId model, const std::vector<RelationEnd>& ends, TimeMs now) {
  auto& connection = transaction.connection();
  connection.execute(insert_relation, model.value, now);
  const RelationId id{connection.last_insert_id()};
  int position = 0;
  for (const auto& end : ends) {
    const auto& endpoint = end.endpoint;
    connection.execute(insert_end, id.value, position++, end.application.value, endpoint.name,
                       endpoint.interface, text_of(endpoint.role), text_of(endpoint.scope), endpoint.limit,
                       endpoint.optional, end.number);
    connection.execute(insert_application, id.value, end.application.value);
  }
  transaction.record(model, key_of(id), ChangeOp::added);
  return id;
}

std::optional<RelationRow> find(const ReadTransaction& transaction, RelationId id) {
  return first_of(select(transaction, select_by_id, id.value));
}

std::optional<RelationRow> find_by_number(const ReadTransaction& transaction, ModelId model, std::int64_t number) {
  return first_of(select(transaction, select_by_number, model.value, number));
}

std::vector<RelationRow> list(const ReadTransaction& transaction, ModelId model) {
  std::vector<RelationRow> rows;
  for_each(transaction, model, [&](RelationRow row) { rows.push_back(std::move(row)); });
  return rows;
}

void for_each(const ReadTransaction& transaction, ModelId model, const std::function<void(RelationRow)>& visit_row) {
  auto others = select(transaction, select_of_other_models, model.value);
  auto other = others.begin();
  visit_own(transaction, model, [&](RelationRow row) {
    for (; other != others.end() && other->id.value < row.id.value; ++other) visit_row(std::move(*other));
    visit_row(std::move(row));
  });
  for (; other != others.end(); ++other) visit_row(std::move(*other));
}

std::vector<RelationRow> of_application(const ReadTransaction& transaction, ApplicationId application) {
  return select(transaction, select_of_application, application.value);
}

std::vector<RelationRow> overdue(const ReadTransaction& transaction, TimeMs now) {
  return select(transaction, select_overdue, now);
}

RelationRow seen_from(const ReadTransaction& transaction, ModelId viewer, RelationRow row) {
  std::optional<std::int64_t> number;
  for (std::size_t i = 0; i < row.ends.size(); ++i) {
    if (row.end_models[i] == viewer) number = row.ends[i].number;
    else row.ends[i].application_name = name_elsewhere(transaction, viewer, row.id);
  }
  if (number)
    for (auto& end : row.ends) end.number = *number;
  return row;
}

std::string unit_name_in(const RelationRow& row, const RelationUnitRow& part) {
  const auto* end = row.end_of(part.application);
  const auto slash = part.unit_name.find('/');
  return end && slash != std::string::npos ? end->application_name + part.unit_name.substr(slash) : part.unit_name;
}

void set_life(WriteTransaction& transaction, const RelationRow& row, Life life) {
  transaction.connection().execute(update_life, row.id.value, text_of(life));
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::changed);
}

void set_removal_deadline(WriteTransaction& transaction, const RelationRow& row, TimeMs deadline) {
  transaction.connection().execute(update_deadline, row.id.value, deadline);
}

void set_status(WriteTransaction& transaction, const RelationRow& row, const std::string& status, TimeMs now) {
  transaction.connection().execute(update_status, row.id.value, status, now);
  if (transaction.connection().changes() > 0) transaction.record(row.model, key_of(row.id), ChangeOp::noted);
}

void remove(WriteTransaction& transaction, const RelationRow& row) {
  transaction.connection().execute(delete_relation, row.id.value);
  for (const auto& end : row.ends)
    transaction.record(row.model, key_of(row.id), ChangeOp::removed, end.application.value);
}

std::optional<RelationUnitRow> find_part(const ReadTransaction& transaction, RelationId relation, UnitId unit) {
  auto rows = select_unit_rows(transaction, select_part, relation.value, unit.value);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<RelationUnitRow> parts(const ReadTransaction& transaction, RelationId relation) {
  return select_unit_rows(transaction, select_parts, relation.value);
}

std::vector<RelationUnitRow> parts_of_unit(const ReadTransaction& transaction, UnitId unit) {
  return select_unit_rows(transaction, select_parts_of_unit, unit.value);
}

bool has_units_in_scope(const ReadTransaction& transaction, RelationId relation) {
  auto statement = transaction.connection().prepare(select_in_scope);
  statement.bind_all(relation.value);
  return statement.step();
}

BagWritten enter(WriteTransaction& transaction, const RelationRow& row, const RelationUnitRow& part,
                 const Bag& settings) {
  if (const auto before = find_part(transaction, row.id, part.unit); before && before->in_scope) return {};
  auto& connection = transaction.connection();
  const auto version = transaction.record(row.model, key_of(row.id, part.unit), ChangeOp::changed);
  connection.execute(upsert_part, row.id.value, part.unit.value, part.unit_name, part.application.value, version,
                     part.container ? std::optional(part.container->value) : std::nullopt);
  connection.execute(clear_unit_settings, row.id.value, part.unit.value);
  BagWritten written{.version = version};
  for (const auto& [key, value] : settings) {
    connection.execute(upsert_unit_setting, row.id.value, part.unit.value, key, value);
    written.keys.set.push_back(key);
  }
  return written;
}

void leave(WriteTransaction& transaction, const RelationRow& row, UnitId unit) {
  transaction.connection().execute(update_left, row.id.value, unit.value);
  if (transaction.connection().changes() == 0) return;
  transaction.record(row.model, key_of(row.id, unit), ChangeOp::changed);
  contracts::drop_promise(transaction, row.id, unit);
}

void note_presence(WriteTransaction& transaction, ModelId model, const RelationUnitRow& part) {
  transaction.record(model, key_of(part.relation, part.unit), ChangeOp::changed);
}

Bag unit_settings(const ReadTransaction& transaction, RelationId relation, UnitId unit) {
  return read_bag(transaction.connection(), select_unit_settings, relation.value, unit.value);
}

BagWritten change_unit_settings(WriteTransaction& transaction, const RelationRow& row, UnitId unit,
                                const BagChanges& changes) {
  auto& connection = transaction.connection();
  const BagWriter writer{connection, upsert_unit_setting, delete_unit_setting};
  auto keys = writer.apply(empty_deletes(changes), row.id.value, unit.value);
  if (keys.empty()) return {};
  const auto version = transaction.record(row.model, key_of(row.id, unit), ChangeOp::changed);
  connection.execute(update_unit_version, row.id.value, unit.value, version);
  return {version, std::move(keys)};
}

std::int64_t application_version(const ReadTransaction& transaction, RelationId relation, ApplicationId application) {
  auto statement = transaction.connection().prepare(select_application_version);
  statement.bind_all(relation.value, application.value);
  return statement.step() ? statement.int64(0) : 0;
}

Bag application_settings(const ReadTransaction& transaction, RelationId relation, ApplicationId application) {
  return read_bag(transaction.connection(), select_application_settings, relation.value, application.value);
}

BagWritten change_application_settings(WriteTransaction& transaction, const RelationRow& row,
                                       ApplicationId application, const BagChanges& changes) {
  auto& connection = transaction.connection();
  const BagWriter writer{connection, upsert_application_setting, delete_application_setting};
  auto keys = writer.apply(empty_deletes(changes), row.id.value, application.value);
  if (keys.empty()) return {};
  const auto version = transaction.record(row.model, key_of(row.id, application), ChangeOp::changed);
  connection.execute(update_application_version, row.id.value, application.value, version);
  return {version, std::move(keys)};
}

} // namespace relations
} // namespace periapt::store
