#include "sim/model/disk.h"

#include "sim/model/charm.h"

#include <boost/describe/enum_to_string.hpp>

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

void SimDisk::save_unit(UnitId id, const agent::UnitChange& change) {
  acting_ = id;
  auto& unit = now_.units[id];
  ending_.is_told = change.appended && change.record && change.appended->number == change.record->awaited;
  if (change.record) {
    note_progress(id, unit.record, *change.record);
    unit.record = *change.record;
  }
  if (change.appended && change.appended->number == unit.record.awaited) note_skip(id, unit);
  if (change.appended) note_task_end(unit.record, *change.appended);
  if (change.delivered) std::erase_if(unit.outbox, [&](const Commit& entry) { return entry.number <= *change.delivered; });
  if (change.appended) unit.outbox.push_back(*change.appended);
  if (change.clear_hook_writes) unit.hook_writes.clear();
  if (change.hook_write) unit.hook_writes.push_back(*change.hook_write);
  for (const auto& [key, value] : change.charm_state) {
    if (value) unit.charm_state[key] = *value;
    else unit.charm_state.erase(key);
  }
  ending_.is_told = false;
}

void SimDisk::sync() {
  tell_ending();
  if (setting_.defect != ModelDefect::sync_forgotten) synced_ = now_;
}

void SimDisk::remove_unit(UnitId unit) { now_.units.erase(unit); }

void SimDisk::begin(const std::string& boot_id) {
  sync();
  if (std::exchange(now_.boot, boot_id) != boot_id) now_.remote.reset();
}

std::optional<AgentUpdate> SimDisk::load_remote() { return now_.remote; }

void SimDisk::save_remote(const AgentUpdate& update) {
  if (update.snapshot || !now_.remote) {
    now_.remote = update;
    now_.remote->snapshot = true;
    return note_readers();
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
  merge(known.secrets, update.secrets, [](const SecretEntity& secret) { return secret.row; });
  merge(known.storage, update.storage, by_id);
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
    case EntityKind::secret: std::erase_if(known.secrets, [&](const auto& e) { return e.row.value == key.first; }); break;
    case EntityKind::storage: std::erase_if(known.storage, [&](const auto& e) { return e.id.value == key.first; }); break;
    default: break;
    }
  }
  note_readers();
}

/// Who may read a secret no more, or has gone, is told anew when it comes back to it.
void SimDisk::note_readers() {
  std::set<std::pair<std::string, std::string>> readers;
  for (const auto& secret : now_.remote->secrets)
    for (const auto& consumer : secret.consumers)
      for (const auto& unit : now_.remote->units)
        if (unit.id == consumer.unit) readers.emplace(unit.name, secret.id);
  for (const auto& [unit, secret] : readers_)
    if (!readers.contains({unit, secret}))
      setting_.history.push_back({.fact = Fact::secret_dropped, .unit = label_of(unit), .remote = secret});
  readers_ = std::move(readers);
}

/// A hook whose end is lost with it has not ended.
void SimDisk::lose_power() {
  now_ = synced_;
  for (const auto& hook : ending_.hooks) traces_[hook].concluded = false;
  ending_ = {};
}

void SimDisk::acts(const std::string& name) {
  for (const auto& [id, unit] : now_.units)
    if (unit.record.name == name) acting_ = id;
}

std::string SimDisk::activity() const {
  const auto found = now_.units.find(acting_);
  if (found == now_.units.end()) return "nothing";
  const auto& local = found->second.record.local;
  if (local.task) return "task";
  if (!local.operation) return "nothing";
  return local.operation->kind == resolver::OperationKind::deploy ? "deploy" : kind_name(local.operation->hook.kind);
}

std::int64_t SimDisk::leader_term(const std::string& name) const {
  for (const auto& [id, unit] : now_.units)
    if (unit.record.name == name) return unit.record.local.leader_term;
  return 0;
}

std::int64_t SimDisk::version_recorded(const std::string& name, const resolver::HookInfo& hook) const {
  if (hook.storage) return hook.storage->attachment;
  if (hook.kind == HookKind::secret_remove) return hook.secret->revision;
  for (const auto& [id, unit] : now_.units) {
    if (unit.record.name != name || !unit.record.local.operation) continue;
    const auto& observed = unit.record.local.operation->observed;
    if (!hook.secret) return observed.bag_version;
    return hook.kind == HookKind::secret_changed ? observed.secret_latest : observed.secret_due;
  }
  return 0;
}

std::string SimDisk::subject_of(const resolver::HookInfo& hook) {
  if (hook.storage) return hook.storage->id;
  if (hook.secret) return hook.secret->id + (hook.secret->revision > 0 ? "/" + std::to_string(hook.secret->revision) : "");
  return hook.remote_unit.empty() ? hook.remote_application : label_of(hook.remote_unit);
}

std::string SimDisk::secret_owner(const resolver::HookInfo& hook) const {
  if (!hook.secret || !now_.remote) return "";
  for (const auto& secret : now_.remote->secrets)
    for (const auto& application : now_.remote->applications)
      if (secret.id == hook.secret->id && secret.owner_application == application.id) return application.name;
  return "";
}

/// What a hook about a secret or a storage is told when it is chosen now.
std::int64_t SimDisk::version_now(const std::string& unit, const resolver::HookInfo& hook) const {
  if (hook.kind != HookKind::secret_changed) return version_recorded(unit, hook);
  for (const auto& secret : now_.remote->secrets)
    if (secret.id == hook.secret->id) return secret.latest_revision;
  return 0;
}

std::int64_t SimDisk::charm_on_disk(const std::string& name) const {
  for (const auto& [id, unit] : now_.units)
    if (unit.record.name == name) return charm_version(unit.record.local.charm.url);
  return 0;
}

std::int64_t SimDisk::version_known(const std::string& unit, const resolver::HookInfo& hook) const {
  if (!now_.remote) return 0;
  const auto& remote = *now_.remote;
  if (hook.kind == HookKind::leader_elected) return leader_term(unit);
  if (hook.storage || hook.secret) return version_now(unit, hook);
  const bool of_charm = hook.kind == HookKind::install || hook.kind == HookKind::upgrade_charm;
  if (of_charm || hook.kind == HookKind::config_changed || hook.kind == HookKind::leader_settings_changed) {
    const auto charm = charm_on_disk(unit);
    if (of_charm) return charm;
    const auto application = unit.substr(0, unit.find('/'));
    for (const auto& entity : remote.applications) {
      if (entity.name != application) continue;
      if (hook.kind == HookKind::leader_settings_changed) return number_in(entity.leader_settings);
      const auto option = entity.config.find(value_key);
      return config_version(option == entity.config.end() ? 0 : std::get<std::int64_t>(option->second), charm);
    }
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
void SimDisk::tell(Event fact) {
  (ending_.is_told ? ending_.facts : setting_.history).push_back(std::move(fact));
}

void SimDisk::tell_ending() {
  for (auto& fact : ending_.facts) setting_.history.push_back(std::move(fact));
  ending_ = {};
}

Event SimDisk::event(Fact fact, const agent::UnitRecord& record) const {
  const auto& hook = record.local.operation->hook;
  const bool of_relation = resolver::is_relation_hook(hook.kind);
  return {.fact = fact, .unit = label_of(record.name), .hook = kind_name(hook.kind),
          .relation = of_relation ? hook.number : -1,
          .remote = subject_of(hook), .application = secret_owner(hook)};
}

/// The end of a task is written down, and with it what it has changed; it is synced at once.
void SimDisk::note_task_end(const agent::UnitRecord& record, const Commit& commit) {
  for (const auto& report : commit.tasks) {
    if (!report.status || !is_over(*report.status) || !record.local.task) continue;
    const auto trace = traces_.find(record.hook_id);
    Event told{.fact = Fact::task_told, .unit = label_of(record.name), .hook = boost::describe::enum_to_string(*report.status, "?"),
               .number = record.local.task->number};
    if (trace != traces_.end() && !commit.settings.empty()) {
      told.relation = trace->second.relation;
      told.value = trace->second.value;
    }
    tell(std::move(told));
  }
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
    if (ending_.is_told) ending_.hooks.push_back(before.hook_id);
    fact_event.version = trace.version;
    if (fact == Fact::hook_succeeded) {
      fact_event.number = trace.relation;
      fact_event.value = trace.value;
    }
    tell(std::move(fact_event));
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
    const auto known = skipped_at_.find(id); // also when a loss of power lets the same answer be taken again
    skipped.version = known != skipped_at_.end() ? known->second : version_known(before.name, old->hook);
    if (old->hook.kind == HookKind::start) skipped.version = traces_[before.hook_id].version;
    setting_.coverage.count("hook skipped");
    tell(std::move(skipped));
  }
}

} // namespace periapt::sim
