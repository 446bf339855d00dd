#include "store/contract_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store::contracts {
namespace {

constexpr auto insert_version = "INSERT OR IGNORE INTO charm_contract_version (charm_id, endpoint, version) VALUES (?, ?, ?)";
constexpr auto insert_contract = "INSERT INTO charm_contract (charm_id, interface, version, text) VALUES (?, ?, ?, ?)";
constexpr auto select_versions =
    "SELECT version FROM charm_contract_version WHERE charm_id = ? AND endpoint = ? ORDER BY version";
constexpr auto select_of_charm =
    "SELECT interface, version, text FROM charm_contract WHERE charm_id = ? ORDER BY interface, version";
constexpr auto select_of_model =
    "SELECT interface, charm_contract.version, text, url FROM charm_contract JOIN charm ON charm.id = charm_id"
    " WHERE model_id = ? ORDER BY interface, charm_contract.version, charm.id";
constexpr auto insert_pinned = "INSERT INTO relation_contract (relation_id, interface, version, text) VALUES (?, ?, ?, ?)";
constexpr auto select_pinned = "SELECT interface, version, text FROM relation_contract WHERE relation_id = ?";
constexpr auto upsert_promise =
    "INSERT INTO relation_promise (relation_id, application_id, unit_id, promiser, keeping, reason, since_ms)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " since_ms = iif(keeping = excluded.keeping, since_ms, excluded.since_ms),"
    " keeping = excluded.keeping, reason = excluded.reason"
    " WHERE keeping <> excluded.keeping OR reason <> excluded.reason";
constexpr auto delete_promise = "DELETE FROM relation_promise WHERE relation_id = ? AND unit_id = ?";
constexpr auto select_promises = "SELECT application_id, unit_id, promiser, keeping, reason, since_ms"
                                 " FROM relation_promise WHERE relation_id = ? ORDER BY application_id, unit_id";

ContractRow contract_from(const database::Statement& row) {
  return {.interface = row.text(0), .version = row.int64(1), .text = row.text(2)};
}

} // namespace

void insert_versions(WriteTransaction& transaction, CharmId charm, const charm::ContractVersions& versions) {
  for (const auto& [endpoint, spoken] : versions)
    for (const auto version : spoken) transaction.connection().execute(insert_version, charm.value, endpoint, version);
}

void insert_of_charm(WriteTransaction& transaction, CharmId charm, const ContractRow& contract) {
  transaction.connection().execute(insert_contract, charm.value, contract.interface, contract.version, contract.text);
}

std::vector<std::int64_t> versions_of(const ReadTransaction& transaction, CharmId charm, const std::string& endpoint) {
  auto statement = transaction.connection().prepare(select_versions);
  statement.bind_all(charm.value, endpoint);
  std::vector<std::int64_t> versions;
  while (statement.step()) versions.push_back(statement.int64(0));
  return versions;
}

std::vector<ContractRow> of_charm(const ReadTransaction& transaction, CharmId charm) {
  auto statement = transaction.connection().prepare(select_of_charm);
  statement.bind_all(charm.value);
  std::vector<ContractRow> rows;
  while (statement.step()) rows.push_back(contract_from(statement));
  return rows;
}

std::vector<std::pair<std::string, ContractRow>> of_model(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_of_model);
  statement.bind_all(model.value);
  std::vector<std::pair<std::string, ContractRow>> rows;
  while (statement.step()) rows.emplace_back(statement.text(3), contract_from(statement));
  return rows;
}

void pin(WriteTransaction& transaction, RelationId relation, const ContractRow& contract) {
  transaction.connection().execute(insert_pinned, relation.value, contract.interface, contract.version, contract.text);
}

std::optional<ContractRow> of_relation(const ReadTransaction& transaction, RelationId relation) {
  auto statement = transaction.connection().prepare(select_pinned);
  statement.bind_all(relation.value);
  if (!statement.step()) return std::nullopt;
  return contract_from(statement);
}

void set_promise(WriteTransaction& transaction, const PromiseRow& promise) {
  transaction.connection().execute(upsert_promise, promise.relation.value, promise.application.value, promise.unit.value,
                                   promise.promiser, text_of(promise.keeping), promise.reason, promise.since_ms);
}

void drop_promise(WriteTransaction& transaction, RelationId relation, UnitId unit) {
  transaction.connection().execute(delete_promise, relation.value, unit.value);
}

std::vector<PromiseRow> promises(const ReadTransaction& transaction, RelationId relation) {
  auto statement = transaction.connection().prepare(select_promises);
  statement.bind_all(relation.value);
  std::vector<PromiseRow> rows;
  while (statement.step())
    rows.push_back({.relation = relation,
                    .application = {statement.int64(0)},
                    .unit = {statement.int64(1)},
                    .promiser = statement.text(2),
                    .keeping = enum_of<PromiseKeeping>(statement.text_view(3)),
                    .reason = statement.text(4),
                    .since_ms = statement.int64(5)});
  return rows;
}

} // namespace periapt::store::contracts
