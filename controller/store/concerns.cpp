// machines_concerned: from a journal row to the machines whose agents must look again.
#include "database/connection.h"
#include "store/agent_view.h"
#include "store/application_repository.h"
#include "store/relation_repository.h"
#include "store/secret_machines.h"

#include <map>

namespace periapt::store {
namespace {

constexpr auto select_of_model = "SELECT id FROM machine WHERE model_id = ?";
constexpr auto select_of_application = "SELECT DISTINCT machine_id FROM unit WHERE application_id = ?";
constexpr auto select_of_unit = "SELECT machine_id FROM unit WHERE id = ?";

using KeysByMachine = std::map<MachineId, std::vector<EntityKey>>;

void add(KeysByMachine& result, const ReadTransaction& transaction, const char* select, std::int64_t owner,
         const std::vector<EntityKey>& keys) {
  auto statement = transaction.connection().prepare(select);
  statement.bind_all(owner);
  while (statement.step()) {
    auto& known = result[MachineId{statement.int64(0)}];
    known.insert(known.end(), keys.begin(), keys.end());
  }
}

EntityKey bag_key(RelationId relation, ApplicationId application) {
  return {EntityKind::relation_application, relation.value, application.value};
}

/// A leader may read its application's own bags, others may not: with the application go the bags that
/// were ever written, for the leader may have changed.
std::vector<EntityKey> application_keys(const ReadTransaction& transaction, const EntityKey& key) {
  const ApplicationId id{key.first};
  std::vector<EntityKey> keys{key};
  for (const auto& relation : relations::of_application(transaction, id))
    if (!relation.peer() && relations::application_version(transaction, relation.id, id) > 0)
      keys.push_back(bag_key(relation.id, id));
  return keys;
}

/// The relation with both applications' bags and the units in it.
std::vector<EntityKey> whole_relation(const ReadTransaction& transaction, const RelationRow& relation) {
  std::vector<EntityKey> keys{{EntityKind::relation, relation.id.value, 0}};
  for (const auto& end : relation.ends) keys.push_back(bag_key(relation.id, end.application));
  for (const auto& part : relations::parts(transaction, relation.id))
    if (part.in_scope) keys.push_back({EntityKind::relation_unit, relation.id.value, part.unit.value});
  return keys;
}

void relation_changed(KeysByMachine& result, const ReadTransaction& transaction, const Change& change) {
  if (change.op == ChangeOp::removed)
    return add(result, transaction, select_of_application, change.concerns, {change.key});
  const auto relation = relations::find(transaction, {change.key.first});
  if (!relation) return;
  const auto keys = change.op == ChangeOp::added ? whole_relation(transaction, *relation)
                                                 : std::vector<EntityKey>{change.key};
  for (const auto& end : relation->ends)
    add(result, transaction, select_of_application, end.application.value, keys);
}

/// The other application's machines (of a peer relation all) and the unit's own; in a container its one machine.
void relation_unit_changed(KeysByMachine& result, const ReadTransaction& transaction, const Change& change) {
  const auto relation = relations::find(transaction, {change.key.first});
  const auto part = relation ? relations::find_part(transaction, relation->id, {change.key.second}) : std::nullopt;
  if (!part) return;
  if (part->container) return add(result, transaction, select_of_unit, part->container->value, {change.key});
  add(result, transaction, select_of_application, relation->other_end(part->application).application.value,
      {change.key});
  if (!relation->peer()) add(result, transaction, select_of_unit, part->unit.value, {change.key});
}

void relation_application_changed(KeysByMachine& result, const ReadTransaction& transaction, const Change& change) {
  const auto relation = relations::find(transaction, {change.key.first});
  if (!relation) return;
  for (const auto& end : relation->ends)
    add(result, transaction, select_of_application, end.application.value, {change.key});
}

void secret_changed(KeysByMachine& result, const ReadTransaction& transaction, const Change& change) {
  if (change.op == ChangeOp::removed) result[MachineId{change.concerns}].push_back(change.key);
  else
    for (const auto machine : machines_of_secret(transaction, {change.key.first})) result[machine].push_back(change.key);
}

KeysByMachine keys_by_machine(const ReadTransaction& transaction, const Change& change) {
  KeysByMachine result;
  switch (change.key.kind) {
  case EntityKind::model: add(result, transaction, select_of_model, change.key.first, {change.key}); break;
  case EntityKind::machine:
  case EntityKind::unit:
  case EntityKind::task:
  case EntityKind::storage: break; // one machine, known without asking
  case EntityKind::application:
    add(result, transaction, select_of_application, change.key.first, application_keys(transaction, change.key));
    break;
  case EntityKind::relation: relation_changed(result, transaction, change); break;
  case EntityKind::relation_unit: relation_unit_changed(result, transaction, change); break;
  case EntityKind::relation_application: relation_application_changed(result, transaction, change); break;
  case EntityKind::secret: secret_changed(result, transaction, change); break;
  }
  return result;
}

} // namespace

std::vector<Concern> machines_concerned(const ReadTransaction& transaction, const Change& change) {
  if (change.op == ChangeOp::noted) return {};
  if (change.key.kind == EntityKind::machine) return {{{change.key.first}, false, {change.key}}};
  if (change.key.kind == EntityKind::task) return {{{change.concerns}, false, {change.key}}};
  if (change.key.kind == EntityKind::storage) return {{{change.concerns}, false, {change.key}}};
  if (change.key.kind == EntityKind::unit) {
    const bool snapshot = change.op != ChangeOp::changed;
    return {{{change.concerns}, snapshot, snapshot ? std::vector<EntityKey>{} : std::vector<EntityKey>{change.key}}};
  }
  std::vector<Concern> concerns;
  for (auto& [machine, keys] : keys_by_machine(transaction, change))
    concerns.push_back({machine, false, std::move(keys)});
  return concerns;
}

} // namespace periapt::store
