#include "store/model_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store {
namespace {

constexpr auto select_controller = "SELECT uuid, name, network FROM controller";
constexpr auto update_network = "UPDATE controller SET network = ?";
constexpr auto insert_model =
    "INSERT INTO model (uuid, name, created_ms, since_ms, owner, is_controller) VALUES (?1, ?2, ?3, ?3, ?4, ?5)";
constexpr auto select_model =
    "SELECT id, uuid, name, owner, life, created_ms, since_ms, is_controller FROM model WHERE id = ?";
constexpr auto select_models =
    "SELECT id, uuid, name, owner, life, created_ms, since_ms, is_controller FROM model ORDER BY owner, name";
constexpr auto count_contents = "SELECT (SELECT count(*) FROM machine WHERE model_id = ?1),"
                                " (SELECT count(*) FROM application WHERE model_id = ?1),"
                                " (SELECT count(*) FROM unit WHERE model_id = ?1)";
constexpr auto update_life = "UPDATE model SET life = ?2, since_ms = ?3 WHERE id = ?1 AND life <> ?2";
constexpr auto delete_model = "DELETE FROM model WHERE id = ?";
constexpr auto select_config = "SELECT key, value FROM model_config WHERE model_id = ?";
constexpr auto upsert_config = "INSERT INTO model_config (model_id, key, value) VALUES (?, ?, ?)"
                               " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
constexpr auto delete_config = "DELETE FROM model_config WHERE model_id = ? AND key = ?";
constexpr auto select_constraints = "SELECT constraints FROM model WHERE id = ?";
constexpr auto update_constraints = "UPDATE model SET constraints = ?2 WHERE id = ?1 AND constraints <> ?2";
constexpr auto take_next = "INSERT INTO sequence (model_id, name, next) VALUES (?, ?, 1)"
                           " ON CONFLICT DO UPDATE SET next = next + 1 RETURNING next - 1";

ModelRow model_from(const database::Statement& row) {
  return {.id = {row.int64(0)},
          .uuid = row.text(1),
          .name = row.text(2),
          .owner = row.text(3),
          .life = enum_of<Life>(row.text_view(4)),
          .created_ms = row.int64(5),
          .since_ms = row.int64(6),
          .is_controller = row.boolean(7)};
}

EntityKey model_key(ModelId id) { return {EntityKind::model, id.value, 0}; }

} // namespace

ControllerRow controller_row(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_controller);
  statement.step();
  return {statement.text(0), statement.text(1), statement.text(2)};
}

void set_controller_network(WriteTransaction& transaction, const std::string& network) {
  transaction.connection().execute(update_network, network);
}

namespace models {

ModelId insert(WriteTransaction& transaction, const Uuid& uuid, const std::string& name, TimeMs now,
               const std::string& owner, bool is_controller) {
  transaction.connection().execute(insert_model, uuid, name, now, owner, is_controller ? 1 : 0);
  const ModelId id{transaction.connection().last_insert_id()};
  transaction.record(id, model_key(id), ChangeOp::added);
  return id;
}

std::optional<ModelRow> find(const ReadTransaction& transaction, ModelId id) {
  auto statement = transaction.connection().prepare(select_model);
  statement.bind_all(id.value);
  if (!statement.step()) return std::nullopt;
  return model_from(statement);
}

ModelRow get(const ReadTransaction& transaction, ModelId id) {
  auto row = find(transaction, id);
  if (!row) throw Error(ErrorKind::not_found, "model not found");
  return *std::move(row);
}

std::vector<ModelRow> list(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_models);
  std::vector<ModelRow> rows;
  while (statement.step()) rows.push_back(model_from(statement));
  return rows;
}

ModelCounts counts(const ReadTransaction& transaction, ModelId id) {
  auto statement = transaction.connection().prepare(count_contents);
  statement.bind_all(id.value);
  statement.step();
  const auto number = [&](int column) { return static_cast<int>(statement.int64(column)); };
  return {.machines = number(0), .applications = number(1), .units = number(2)};
}

bool set_life(WriteTransaction& transaction, ModelId id, Life life, TimeMs now) {
  transaction.connection().execute(update_life, id.value, text_of(life), now);
  if (transaction.connection().changes() == 0) return false;
  transaction.record(id, model_key(id), ChangeOp::changed);
  return true;
}

void remove(WriteTransaction& transaction, ModelId id) {
  transaction.connection().execute(delete_model, id.value);
  transaction.record(id, model_key(id), ChangeOp::removed);
}

std::map<std::string, std::string> config(const ReadTransaction& transaction, ModelId id) {
  auto statement = transaction.connection().prepare(select_config);
  statement.bind_all(id.value);
  std::map<std::string, std::string> values;
  while (statement.step()) values[statement.text(0)] = statement.text(1);
  return values;
}

void set_config(WriteTransaction& transaction, ModelId id,
                const std::map<std::string, std::optional<std::string>>& changes) {
  auto& connection = transaction.connection();
  bool changed = false;
  for (const auto& [key, value] : changes) {
    if (value)
      connection.execute(upsert_config, id.value, key, *value);
    else
      connection.execute(delete_config, id.value, key);
    changed |= connection.changes() > 0;
  }
  if (changed) transaction.record(id, model_key(id), ChangeOp::changed);
}

std::string constraints(const ReadTransaction& transaction, ModelId id) {
  auto statement = transaction.connection().prepare(select_constraints);
  statement.bind_all(id.value);
  return statement.step() ? statement.text(0) : "";
}

void set_constraints(WriteTransaction& transaction, ModelId id, const std::string& constraints) {
  transaction.connection().execute(update_constraints, id.value, constraints);
  if (transaction.connection().changes() > 0) transaction.record(id, model_key(id), ChangeOp::noted);
}

std::int64_t take_number(WriteTransaction& transaction, ModelId id, const std::string& sequence) {
  auto statement = transaction.connection().prepare(take_next);
  statement.bind_all(id.value, sequence);
  statement.step();
  return statement.int64(0);
}

} // namespace models
} // namespace periapt::store
