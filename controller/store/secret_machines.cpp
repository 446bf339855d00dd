#include "store/secret_machines.h"

#include "database/connection.h"
#include "store/secret_repository.h"

namespace periapt::store {
namespace {

constexpr auto select_owner_machines =
    "SELECT machine_id FROM unit JOIN secret ON unit.id = owner_unit_id OR unit.application_id = owner_application_id"
    " WHERE secret.id = ?";
constexpr auto select_consumer_machines = "SELECT machine_id FROM secret_consumer JOIN unit ON unit.id = unit_id"
                                          " WHERE secret_id = ?";
constexpr auto select_owned = "SELECT secret.id FROM unit JOIN secret ON owner_unit_id = unit.id"
                              " OR owner_application_id = unit.application_id WHERE machine_id = ?";
constexpr auto select_consumed = "SELECT secret_id FROM secret_consumer JOIN unit ON unit.id = unit_id"
                                 " WHERE machine_id = ? AND revision > 0";
constexpr auto select_consumers = "SELECT unit_id, label, revision FROM secret_consumer JOIN unit ON unit.id = unit_id"
                                  " WHERE secret_id = ? AND machine_id = ? AND revision > 0 ORDER BY unit_id";

template <class Id>
void collect(std::set<Id>& into, const ReadTransaction& transaction, const char* select, std::int64_t owner) {
  auto statement = transaction.connection().prepare(select);
  statement.bind_all(owner);
  while (statement.step()) into.insert(Id{statement.int64(0)});
}

std::vector<SecretConsumer> consumers_on(const ReadTransaction& transaction, SecretRow row, MachineId machine) {
  auto statement = transaction.connection().prepare(select_consumers);
  statement.bind_all(row.value, machine.value);
  std::vector<SecretConsumer> consumers;
  while (statement.step()) consumers.push_back({{statement.int64(0)}, statement.text(1), statement.int64(2)});
  return consumers;
}

void add_what_owners_know(SecretEntity& entity, const ReadTransaction& transaction, const SecretInfoRow& info) {
  entity.label = info.label;
  entity.rotate_ms = info.rotate_ms;
  for (const auto& revision : secrets::revisions(transaction, info.row))
    if (revision.expire_ms) entity.expiries.push_back({revision.revision, *revision.expire_ms});
  entity.obsolete = secrets::obsolete_revisions(transaction, info.row);
}

} // namespace

std::set<MachineId> machines_of_secret(const ReadTransaction& transaction, SecretRow row) {
  std::set<MachineId> machines;
  collect(machines, transaction, select_owner_machines, row.value);
  collect(machines, transaction, select_consumer_machines, row.value);
  return machines;
}

std::optional<SecretEntity> secret_of_machine(const ReadTransaction& transaction, SecretRow row, MachineId machine) {
  const auto info = secrets::find(transaction, row);
  if (!info) return std::nullopt;
  SecretEntity entity{.row = row,
                      .id = info->id,
                      .owner_application = info->owner.application,
                      .owner_unit = info->owner.unit,
                      .latest_revision = info->latest_revision,
                      .consumers = consumers_on(transaction, row, machine)};
  std::set<MachineId> owners;
  collect(owners, transaction, select_owner_machines, row.value);
  if (owners.contains(machine)) add_what_owners_know(entity, transaction, *info);
  else if (entity.consumers.empty()) return std::nullopt;
  return entity;
}

std::set<SecretRow> secrets_on_machine(const ReadTransaction& transaction, MachineId machine) {
  std::set<SecretRow> rows;
  collect(rows, transaction, select_owned, machine.value);
  collect(rows, transaction, select_consumed, machine.value);
  return rows;
}

} // namespace periapt::store
