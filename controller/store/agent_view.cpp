#include "store/agent_view.h"

#include "core/controller_setting.h"
#include "database/connection.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/contract_repository.h"
#include "store/controller_setting_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/listener_repository.h"
#include "store/model_settings.h"
#include "store/relation_repository.h"
#include "store/secret_machines.h"
#include "store/storage_repository.h"
#include "store/task_repository.h"
#include "store/unit_repository.h"

#include <algorithm>
#include <map>
#include <set>

namespace periapt::store {
namespace {

// --- what is on a machine ---------------------------------------------------------------------

/// One machine's units and, through them, what its agent may know.
struct Neighbourhood {
  std::optional<MachineRow> machine;
  std::map<UnitId, UnitRow> units;
  std::map<ApplicationId, ApplicationRow> applications;
  std::set<UnitId> containers; // principals, with whom their subordinates share container-scoped relations

  bool has(UnitId unit) const { return units.contains(unit); }
  bool has(ApplicationId application) const { return applications.contains(application); }
  bool touches(const RelationRow& relation) const {
    return std::any_of(relation.ends.begin(), relation.ends.end(), [&](const auto& end) { return has(end.application); });
  }
  /// Own units' parts, and those of the other application; of a peer relation all, of a container-scoped one
  /// only those that share a principal with an own unit.
  bool sees(const RelationRow& relation, const RelationUnitRow& part) const {
    if (part.container) return containers.contains(*part.container);
    if (has(part.unit) || (relation.peer() && has(part.application))) return true;
    return std::any_of(relation.ends.begin(), relation.ends.end(), [&](const auto& end) {
      return end.application != part.application && has(end.application);
    });
  }
  bool has_leader_of(ApplicationId application) const {
    const auto own = applications.find(application);
    return own != applications.end() && own->second.leader && has(*own->second.leader);
  }
  /// Only its leader may read its own application's bag, except among peers (contract/hooks.md 5.6). A
  /// machine that also has a unit of the other application needs it for that one.
  bool reads_bag_of(const RelationRow& relation, ApplicationId application) const {
    return relation.peer() || !has(application) || has_leader_of(application) ||
           has(relation.other_end(application).application);
  }
};

Neighbourhood look_around(const ReadTransaction& transaction, MachineId id) {
  Neighbourhood around{.machine = machines::find(transaction, id), .units = {}, .applications = {}};
  for (auto& unit : units::on_machine(transaction, id)) {
    if (!around.has(unit.application))
      around.applications.emplace(unit.application, applications::get(transaction, unit.application));
    around.containers.insert(unit.principal.value_or(unit.id));
    around.units.emplace(unit.id, std::move(unit));
  }
  return around;
}

// --- rows to entities -------------------------------------------------------------------------

ModelEntity entity(const ReadTransaction& transaction, const ModelRow& row) {
  ModelEntity model{.id = row.id, .uuid = row.uuid, .name = row.name, .settings = models::config(transaction, row.id)};
  model.settings["api-addresses"] = api_addresses(transaction); // the controller's, beside the model's own
  model.settings[charm_state_limit_setting] = controller_settings::value(transaction, charm_state_limit_setting);
  model.settings.insert(default_model_settings().begin(), default_model_settings().end());
  return model;
}

MachineEntity entity(const ReadTransaction& transaction, const MachineRow& row) {
  MachineEntity machine{.id = row.id, .name = row.name, .model = row.model, .life = row.life};
  if (!row.address.empty()) machine.addresses = {row.address};
  machine.hostname = models::get(transaction, row.model).name + "-" + row.name;
  return machine;
}

ApplicationEntity entity(const ReadTransaction& transaction, const ApplicationRow& row) {
  ApplicationEntity application{.id = row.id, .name = row.name, .life = row.life};
  application.charm = charms::get(transaction, row.charm).ref;
  application.charm_modified = row.charm_modified;
  application.charm_forced = row.charm_forced;
  application.config = applications::config(transaction, row.id);
  application.trust = row.trust;
  if (row.leader)
    if (const auto leader = units::find(transaction, *row.leader)) application.leader = leader->name;
  application.leader_term = row.leader_term;
  application.leader_settings_version = row.leader_settings_version;
  application.leader_settings = applications::leader_settings(transaction, row.id);
  return application;
}

UnitEntity entity(const ReadTransaction& transaction, const UnitRow& row) {
  UnitEntity unit{.id = row.id, .name = row.name, .application = row.application, .machine = row.machine};
  if (row.principal)
    if (const auto principal = units::find(transaction, *row.principal)) unit.principal = principal->name;
  unit.life = row.life;
  unit.resolved = row.resolved;
  unit.outbox_number = row.outbox_number;
  unit.opened_ports = units::ports(transaction, row.id);
  return unit;
}

RelationEntity entity(const ReadTransaction& transaction, const RelationRow& row, ModelId viewer) {
  const auto contract = contracts::of_relation(transaction, row.id);
  RelationEntity relation{.id = row.id,
                          .life = row.life,
                          .suspended = row.suspended,
                          .ends = row.ends,
                          .contract = contract ? std::optional(contract->text) : std::nullopt,
                          .remote_model = std::nullopt};
  for (const auto model : row.end_models)
    if (model != viewer) relation.remote_model = models::get(transaction, model).uuid;
  return relation;
}

RelationUnitEntity entity(const ReadTransaction& transaction, const RelationRow& relation,
                          const RelationUnitRow& row) {
  const auto unit = units::find(transaction, row.unit);
  return {.relation = row.relation,
          .unit = row.unit,
          .unit_name = relations::unit_name_in(relation, row),
          .application = row.application,
          .present = row.in_scope && unit && unit->life == Life::alive,
          .version = row.version,
          .settings = relations::unit_settings(transaction, row.relation, row.unit)};
}

RelationApplicationEntity entity(const ReadTransaction& transaction, const RelationRow& relation,
                                 const RelationEnd& end, bool readable) {
  RelationApplicationEntity bag{.relation = relation.id, .application = end.application};
  bag.application_name = end.application_name;
  bag.version = relations::application_version(transaction, relation.id, end.application);
  if (readable) bag.settings = relations::application_settings(transaction, relation.id, end.application);
  return bag;
}

TaskEntity entity(const TaskRow& row) {
  return {.id = row.id,
          .number = row.number,
          .machine = *row.machine,
          .unit = row.unit,
          .action = row.action,
          .parameters = row.parameters,
          .parallel = row.parallel,
          .execution_group = row.execution_group,
          .status = row.status};
}

StorageEntity entity(const StorageRow& row) {
  StorageEntity storage{.id = row.attachment->id, .unit = row.attachment->unit, .name = row.label(), .kind = row.kind};
  storage.life = row.attachment->life;
  if (!row.location.empty()) storage.location = row.location;
  storage.source = row.source;
  storage.read_only = row.attachment->read_only;
  return storage;
}

// --- one key at a time ------------------------------------------------------------------------

class UpdateReader {
public:
  UpdateReader(const ReadTransaction& transaction, const Neighbourhood& around)
      : transaction_(transaction), around_(around) {
    update_.revision = transaction.revision().str();
  }

  void read(const EntityKey& key) {
    if (!add(key)) update_.removed.push_back(key);
  }
  AgentUpdate take() { return std::move(update_); }

private:
  /// False when the entity is gone or does not concern the machine.
  bool add(const EntityKey& key) {
    switch (key.kind) {
    case EntityKind::model: return add_model({key.first});
    case EntityKind::machine: return add_machine({key.first});
    case EntityKind::application: return add_application({key.first});
    case EntityKind::unit: return add_unit({key.first});
    case EntityKind::relation: return add_relation({key.first});
    case EntityKind::relation_unit: return add_part({key.first}, {key.second});
    case EntityKind::relation_application: return add_bag({key.first}, {key.second});
    case EntityKind::task: return add_task({key.first});
    case EntityKind::secret: return add_secret({key.first});
    case EntityKind::storage: return add_storage({key.first});
    }
    return false;
  }

  bool add_model(ModelId id) {
    if (!around_.machine || around_.machine->model != id) return false;
    update_.models.push_back(entity(transaction_, models::get(transaction_, id)));
    return true;
  }
  bool add_machine(MachineId id) {
    if (!around_.machine || around_.machine->id != id) return false;
    update_.machines.push_back(entity(transaction_, *around_.machine));
    return true;
  }
  bool add_application(ApplicationId id) {
    if (!around_.has(id)) return false;
    update_.applications.push_back(entity(transaction_, around_.applications.at(id)));
    return true;
  }
  bool add_unit(UnitId id) {
    if (!around_.has(id)) return false;
    update_.units.push_back(entity(transaction_, around_.units.at(id)));
    return true;
  }
  bool add_relation(RelationId id) {
    const auto* row = relation(id);
    if (!row) return false;
    update_.relations.push_back(entity(transaction_, *row, around_.machine->model));
    return true;
  }
  bool add_part(RelationId id, UnitId unit) {
    const auto* row = relation(id);
    const auto part = row ? relations::find_part(transaction_, id, unit) : std::nullopt;
    if (!part || !around_.sees(*row, *part)) return false;
    update_.relation_units.push_back(entity(transaction_, *row, *part));
    return true;
  }
  bool add_bag(RelationId id, ApplicationId application) {
    const auto* row = relation(id);
    const auto* end = row ? row->end_of(application) : nullptr;
    if (!end) return false;
    update_.relation_applications.push_back(
        entity(transaction_, *row, *end, around_.reads_bag_of(*row, application)));
    return true;
  }

  bool add_task(TaskId id) {
    const auto task = tasks::find(transaction_, id);
    if (!task || is_over(task->status) || !around_.machine || task->machine != around_.machine->id) return false;
    update_.tasks.push_back(entity(*task));
    return true;
  }

  bool add_secret(SecretRow row) {
    if (!around_.machine) return false;
    auto secret = secret_of_machine(transaction_, row, around_.machine->id);
    if (secret) update_.secrets.push_back(*std::move(secret));
    return secret.has_value();
  }

  bool add_storage(AttachmentId id) {
    const auto row = storage::find(transaction_, id);
    if (!row || !around_.has(row->attachment->unit)) return false;
    update_.storage.push_back(entity(*row));
    return true;
  }

  /// nullptr when it is gone or does not concern the machine.
  const RelationRow* relation(RelationId id) {
    auto [place, inserted] = relations_.try_emplace(id);
    if (inserted) {
      place->second = relations::find(transaction_, id);
      if (place->second && around_.machine)
        place->second = relations::seen_from(transaction_, around_.machine->model, *std::move(place->second));
    }
    return place->second && around_.touches(*place->second) ? &*place->second : nullptr;
  }

  const ReadTransaction& transaction_;
  const Neighbourhood& around_;
  std::map<RelationId, std::optional<RelationRow>> relations_; // read once an update
  AgentUpdate update_;
};

EntityKey key_of(ModelId id) { return {EntityKind::model, id.value, 0}; }
EntityKey key_of(MachineId id) { return {EntityKind::machine, id.value, 0}; }
EntityKey key_of(ApplicationId id) { return {EntityKind::application, id.value, 0}; }
EntityKey key_of(UnitId id) { return {EntityKind::unit, id.value, 0}; }
EntityKey key_of(RelationId id) { return {EntityKind::relation, id.value, 0}; }
EntityKey key_of(const RelationUnitRow& part) {
  return {EntityKind::relation_unit, part.relation.value, part.unit.value};
}
EntityKey key_of(RelationId id, ApplicationId application) {
  return {EntityKind::relation_application, id.value, application.value};
}

/// A relation with all that belongs to it: what a machine must read when it is new there.
void add_whole_relation(std::set<EntityKey>& keys, const ReadTransaction& transaction, const RelationRow& relation,
                        const Neighbourhood& around) {
  keys.insert(key_of(relation.id));
  for (const auto& end : relation.ends) keys.insert(key_of(relation.id, end.application));
  for (const auto& part : relations::parts(transaction, relation.id))
    if (around.sees(relation, part) && (part.in_scope || around.has(part.unit))) keys.insert(key_of(part));
}

std::set<EntityKey> keys_of(const ReadTransaction& transaction, const Neighbourhood& around) {
  std::set<EntityKey> keys;
  if (!around.machine) return keys;
  keys.insert(key_of(around.machine->model));
  keys.insert(key_of(around.machine->id));
  for (const auto& [id, unit] : around.units) {
    keys.insert(key_of(id));
    for (const auto& row : storage::of_unit(transaction, id))
      keys.insert({EntityKind::storage, row.attachment->id.value, 0});
  }
  for (const auto& [id, application] : around.applications) {
    keys.insert(key_of(id));
    for (const auto& relation : relations::of_application(transaction, id))
      add_whole_relation(keys, transaction, relation, around);
  }
  for (const auto& task : tasks::not_over(transaction, around.machine->id)) keys.insert({EntityKind::task, task.id.value, 0});
  for (const auto row : secrets_on_machine(transaction, around.machine->id))
    keys.insert({EntityKind::secret, row.value, 0});
  return keys;
}

} // namespace

AgentUpdate read_snapshot(const ReadTransaction& transaction, MachineId machine) {
  const auto around = look_around(transaction, machine);
  UpdateReader reader(transaction, around);
  for (const auto& key : keys_of(transaction, around)) reader.read(key);
  auto update = reader.take();
  update.snapshot = true;
  return update;
}

AgentUpdate read_update(const ReadTransaction& transaction, MachineId machine, const std::set<EntityKey>& keys) {
  const auto around = look_around(transaction, machine);
  UpdateReader reader(transaction, around);
  for (const auto& key : keys) reader.read(key);
  return reader.take();
}

} // namespace periapt::store
