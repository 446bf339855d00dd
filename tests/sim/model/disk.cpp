#include "sim/model/disk.h"

namespace periapt::sim {
namespace {

using resolver::HookKind;
using resolver::Step;

/// Entities replace those of the same key.
template <class T, class Key>
void merge(std::vector<T>& known, const std::vector<T>& news, Key key) {
  for (const auto& entity : news) {
    std::erase_if(known, [&](const T& old) { return key(old) == key(entity); });
    known.push_back(entity);
  }
}

std::int64_t number_in(const Bag& bag) {
  const auto found = bag.find(value_key);
  return found == bag.end() ? 0 : std::stoll(found->second);
}

} // namespace

std::optional<agent::StoredUnit> SimDisk::load_unit(UnitId unit) {
  const auto found = now_.units.find(unit);
  if (found == now_.units.end()) return std::nullopt;
  return found->second;
}

std::vector<UnitId> SimDisk::units() {
  std::vector<UnitId> ids;
  for (const auto& [id, unit] : now_.units) ids.push_back(id);
  return ids;
}

void SimDisk::save_unit(UnitId id, const agent::UnitChange& change, agent::Durability durability) {
  auto& unit = now_.units[id];
  if (change.record) {
    note_progress(id, unit.record, *change.record);
    unit.record = *change.record;
  }
  if (change.appended) note_skip(id, unit);
  if (change.delivered) std::erase_if(unit.outbox, [&](const Commit& entry) { return entry.number <= *change.delivered; });
  if (change.appended) unit.outbox.push_back(*change.appended);
  if (change.clear_hook_writes) unit.hook_writes.clear();
  if (change.hook_write) unit.hook_writes.push_back(*change.hook_write);
  for (const auto& [key, value] : change.charm_state) {
    if (value) unit.charm_state[key] = *value;
    else unit.charm_state.erase(key);
  }
  if (durability == agent::Durability::synced && setting_.defect != ModelDefect::sync_forgotten) synced_ = now_;
}

void SimDisk::remove_unit(UnitId unit) { now_.units.erase(unit); }

void SimDisk::begin(const std::string& boot_id) {
  if (std::exchange(now_.boot, boot_id) != boot_id) now_.remote.reset();
}

std::optional<AgentUpdate> SimDisk::load_remote() { return now_.remote; }

void SimDisk::save_remote(const AgentUpdate& update) {
  if (update.snapshot || !now_.remote) {
    now_.remote = update;
    now_.remote->snapshot = true;
    return;
  }
  auto& known = *now_.remote;
  known.revision = update.revision;
  const auto by_id = [](const auto& entity) { return entity.id; };
  merge(known.models, update.models, by_id);
  merge(known.machines, update.machines, by_id);
  merge(known.applications, update.applications, by_id);
  merge(known.units, update.units, by_id);
  merge(known.relations, update.relations, by_id);
  merge(known.relation_units, update.relation_units, [](const auto& part) { return std::pair(part.relation, part.unit); });
  merge(known.relation_applications, update.relation_applications,
        [](const auto& part) { return std::pair(part.relation, part.application); });
  merge(known.tasks, update.tasks, by_id);
  for (const auto& key : update.removed) {
    switch (key.kind) {
    case EntityKind::task: std::erase_if(known.tasks, [&](const auto& e) { return e.id.value == key.first; }); break;
    case EntityKind::unit: std::erase_if(known.units, [&](const auto& e) { return e.id.value == key.first; }); break;
    case EntityKind::application: std::erase_if(known.applications, [&](const auto& e) { return e.id.value == key.first; }); break;
    case EntityKind::relation:
      std::erase_if(known.relations, [&](const auto& e) { return e.id.value == key.first; });
      std::erase_if(known.relation_units, [&](const auto& e) { return e.relation.value == key.first; });
      std::erase_if(known.relation_applications, [&](const auto& e) { return e.relation.value == key.first; });
      break;
    case EntityKind::relation_unit:
      std::erase_if(known.relation_units, [&](const auto& e) { return e.relation.value == key.first && e.unit.value == key.second; });
      break;
    default: break;
    }
  }
}

void SimDisk::lose_power() { now_ = synced_; }

std::int64_t SimDisk::leader_term(const std::string& name) const {
  for (const auto& [id, unit] : now_.units)
    if (unit.record.name == name) return unit.record.local.leader_term;
  return 0;
}

std::int64_t SimDisk::version_observed(const std::string& name) const {
  for (const auto& [id, unit] : now_.units)
    if (unit.record.name == name && unit.record.local.operation) return unit.record.local.operation->observed.bag_version;
  return 0;
}

std::int64_t SimDisk::version_known(const std::string& unit, const resolver::HookInfo& hook) const {
  if (!now_.remote) return 0;
  const auto& remote = *now_.remote;
  if (hook.kind == HookKind::leader_elected) return leader_term(unit);
  if (hook.kind == HookKind::config_changed) {
    const auto application = unit.substr(0, unit.find('/'));
    for (const auto& entity : remote.applications)
      if (entity.name == application && entity.config.contains(value_key))
        return std::get<std::int64_t>(entity.config.at(value_key));
    return 0;
  }
  for (const auto& part : remote.relation_units)
    if (part.relation == hook.relation && part.unit_name == hook.remote_unit) return number_in(part.settings);
  for (const auto& part : remote.relation_applications)
    if (hook.remote_unit.empty() && part.relation == hook.relation && part.application_name == hook.remote_application)
      return part.application_name == unit.substr(0, unit.find('/')) ? part.version : number_in(part.settings);
  return 0;
}

// --- facts -------------------------------------------------------------------------------------
Event SimDisk::event(Fact fact, const agent::UnitRecord& record) const {
  const auto& hook = record.local.operation->hook;
  const bool of_relation = resolver::is_relation_hook(hook.kind);
  return {.fact = fact, .unit = label_of(record.name), .hook = kind_name(hook.kind),
          .relation = of_relation ? hook.number : -1,
          .remote = hook.remote_unit.empty() ? hook.remote_application : label_of(hook.remote_unit)};
}

/// A hook that waits or has failed is skipped by a commit; what it counts as told is what is known by then.
void SimDisk::note_skip(UnitId id, const agent::StoredUnit& unit) {
  const auto& operation = unit.record.local.operation;
  if (operation && (operation->step == Step::failed || operation->step == Step::queued))
    skipped_at_[id] = version_known(unit.record.name, operation->hook);
}

void SimDisk::note_progress(UnitId id, const agent::UnitRecord& before, const agent::UnitRecord& after) {
  const auto& old = before.local.operation;
  if (!old || old->kind != resolver::OperationKind::hook) return;
  const auto& now = after.local.operation;
  const bool same = now && now->kind == old->kind && now->hook == old->hook;
  if (same && now->step == old->step) return;
  const auto conclude = [&](Fact fact) {
    auto fact_event = event(fact, before);
    auto& trace = traces_[before.hook_id];
    trace.concluded = true;
    fact_event.version = trace.version;
    if (fact == Fact::hook_succeeded) {
      fact_event.number = trace.relation;
      fact_event.value = trace.value;
    }
    setting_.history.push_back(std::move(fact_event));
  };
  if (old->step == Step::pending) {
    if (same && now->step == Step::failed) return conclude(Fact::hook_failed);
    if (same && now->step == Step::queued) return conclude(Fact::hook_failed);
    conclude(Fact::hook_done);
    if (!same) conclude(Fact::hook_succeeded);
  } else if (old->step == Step::done) {
    conclude(same && now->step == Step::failed ? Fact::hook_refused : Fact::hook_succeeded);
  } else if (!same && !(after.local.removed && !before.local.removed)) {
    if (old->hook.kind == HookKind::install && !after.local.installed) return; // dropped: the unit is dying
    auto skipped = event(Fact::hook_succeeded, before);
    const auto known = skipped_at_.extract(id);
    skipped.version = known ? known.mapped() : version_known(before.name, old->hook);
    if (old->hook.kind == HookKind::start) skipped.version = traces_[before.hook_id].version;
    setting_.coverage.count("hook skipped");
    setting_.history.push_back(std::move(skipped));
  }
}

} // namespace periapt::sim
