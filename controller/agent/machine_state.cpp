#include "agent/machine_state.h"

#include "core/error.h"

#include <algorithm>

namespace periapt::agent {
namespace {

template <class T>
Shared<T> find(const std::map<std::int64_t, Shared<T>>& table, std::int64_t id) {
  const auto found = table.find(id);
  return found == table.end() ? nullptr : found->second;
}

template <class Table, class Entity>
void replace(Table& table, const typename Table::key_type& key, const Entity& entity) {
  table[key] = std::make_shared<const Entity>(entity);
}

bool concerns(const SecretEntity& secret, const UnitEntity& unit) {
  if (secret.owner_unit == unit.id || secret.owner_application == unit.application) return true;
  return std::any_of(secret.consumers.begin(), secret.consumers.end(),
                     [&](const SecretConsumer& consumer) { return consumer.unit == unit.id; });
}

bool is_kept(std::int64_t relation, const std::set<RelationId>& kept) { return kept.contains(RelationId{relation}); }

} // namespace

bool MachineState::apply(const AgentUpdate& update, const std::set<RelationId>& kept) {
  const auto revision = Revision::parse(update.revision);
  if (!revision) throw make_error(ErrorKind::invalid, "invalid revision \"{}\"", update.revision);
  const bool newer = !revision_ || (revision->epoch == revision_->epoch && *revision > *revision_);
  if (!update.snapshot && !newer) return false;
  if (update.snapshot && revision_ && revision->epoch == revision_->epoch && *revision < *revision_) return false;

  if (update.snapshot) clear(kept);
  for (const auto& key : update.removed) remove(key, kept);
  for (const auto& one : update.models) replace(models_, one.id.value, one);
  for (const auto& one : update.machines) replace(machines_, one.id.value, one);
  for (const auto& one : update.applications) replace(applications_, one.id.value, one);
  for (const auto& one : update.units) replace(units_, one.id.value, one);
  for (const auto& one : update.relations) {
    replace(relations_, one.id.value, one);
    unknown_relations_.erase(one.id.value);
  }
  for (const auto& one : update.relation_units) replace(relation_units_, {one.relation.value, one.unit.value}, one);
  for (const auto& one : update.relation_applications) {
    replace(relation_applications_, {one.relation.value, one.application.value}, one);
  }
  for (const auto& one : update.tasks) replace(tasks_, one.id.value, one);
  for (const auto& one : update.secrets) replace(secrets_, one.row.value, one);
  for (const auto& one : update.storage) replace(storage_, one.id.value, one);
  revision_ = revision;
  revision_text_ = update.revision;
  return true;
}

void MachineState::clear(const std::set<RelationId>& kept) {
  models_.clear();
  machines_.clear();
  applications_.clear();
  units_.clear();
  tasks_.clear();
  secrets_.clear();
  storage_.clear();
  std::set<std::int64_t> relations;
  for (const auto& [id, entity] : relations_) relations.insert(id);
  for (const auto id : relations) drop_relation(id, kept);
  // A bag that stays is only for hooks still to come (DESIGN section 9, rule 7): a snapshot lists who is there.
  for (auto& [key, part] : relation_units_) {
    auto absent = *part;
    absent.present = false;
    part = std::make_shared<const RelationUnitEntity>(std::move(absent));
  }
}

void MachineState::remove(const EntityKey& key, const std::set<RelationId>& kept) {
  switch (key.kind) {
  case EntityKind::model: models_.erase(key.first); break;
  case EntityKind::machine: machines_.erase(key.first); break;
  case EntityKind::application: applications_.erase(key.first); break;
  case EntityKind::unit: units_.erase(key.first); break;
  case EntityKind::relation: drop_relation(key.first, kept); break;
  case EntityKind::relation_unit: relation_units_.erase({key.first, key.second}); break;
  case EntityKind::relation_application: relation_applications_.erase({key.first, key.second}); break;
  case EntityKind::task: tasks_.erase(key.first); break;
  case EntityKind::secret: secrets_.erase(key.first); break;
  case EntityKind::storage: storage_.erase(key.first); break;
  }
}

void MachineState::drop_relation(std::int64_t relation, const std::set<RelationId>& kept) {
  if (is_kept(relation, kept)) {
    unknown_relations_.insert(relation);
    return;
  }
  const auto of_relation = [&](const auto& row) { return row.first.first == relation; };
  std::erase_if(relation_units_, of_relation);
  std::erase_if(relation_applications_, of_relation);
  relations_.erase(relation);
  unknown_relations_.erase(relation);
}

void MachineState::release(const std::set<RelationId>& kept) {
  const auto unknown = unknown_relations_;
  for (const auto relation : unknown) drop_relation(relation, kept);
}

Shared<MachineEntity> MachineState::machine() const {
  return machines_.empty() ? nullptr : machines_.begin()->second;
}

std::optional<UnitSnapshot> MachineState::snapshot(UnitId id) const {
  UnitSnapshot snapshot;
  snapshot.unit = find(units_, id.value);
  if (!snapshot.unit) return std::nullopt;
  snapshot.application = find(applications_, snapshot.unit->application.value);
  snapshot.machine = find(machines_, snapshot.unit->machine.value);
  if (!snapshot.application || !snapshot.machine) return std::nullopt;
  snapshot.model = find(models_, snapshot.machine->model.value);
  if (!snapshot.model) return std::nullopt;
  for (const auto& [unit_id, unit] : units_) {
    if (unit_id != id.value) snapshot.neighbours.push_back(unit);
  }
  snapshot.tasks = tasks_of(id);
  for (const auto& [row, secret] : secrets_) {
    if (concerns(*secret, *snapshot.unit)) snapshot.secrets.emplace(secret->id, secret);
  }
  for (const auto& [attachment, one] : storage_) {
    if (one->unit == id) snapshot.storage.emplace(one->name, one);
  }
  for (const auto& [relation_id, relation] : relations_) {
    for (const auto& end : relation->ends) {
      if (end.application != snapshot.application->id) continue;
      snapshot.relations.emplace(end.number, relation_snapshot(relation, end));
      break;
    }
  }
  return snapshot;
}

std::map<std::int64_t, Shared<TaskEntity>> MachineState::tasks_of(std::optional<UnitId> unit) const {
  std::map<std::int64_t, Shared<TaskEntity>> tasks;
  for (const auto& [id, task] : tasks_) {
    if (task->unit == unit) tasks.emplace(task->number, task);
  }
  return tasks;
}

RelationSnapshot MachineState::relation_snapshot(const Shared<RelationEntity>& entity, const RelationEnd& own) const {
  RelationSnapshot snapshot{.entity = entity,
                            .own = own,
                            .other = own,
                            .peer = entity->ends.size() == 1,
                            .known = !unknown_relations_.contains(entity->id.value)};
  for (const auto& end : entity->ends) {
    if (end.application != own.application) snapshot.other = end;
  }
  const Pair first{entity->id.value, 0};
  for (auto row = relation_units_.lower_bound(first); row != relation_units_.end() && row->first.first == first.first;
       ++row) {
    snapshot.units.emplace(row->second->unit_name, row->second);
  }
  for (auto row = relation_applications_.lower_bound(first);
       row != relation_applications_.end() && row->first.first == first.first; ++row) {
    snapshot.applications.emplace(row->second->application_name, row->second);
  }
  return snapshot;
}

} // namespace periapt::agent
