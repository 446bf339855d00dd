#include "services/storage.h"

#include "core/error.h"
#include "core/names.h"
#include "services/lifecycle.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

StorageRow known_storage(const ReadTransaction& transaction, ModelId model, const std::string& id) {
  if (!StorageInstanceName::parse(id)) throw make_error(ErrorKind::invalid, "storage ID \"{}\" not valid", id);
  auto row = storage::find(transaction, model, id);
  if (!row) throw make_error(ErrorKind::not_found, "storage \"{}\" not found", id);
  return *std::move(row);
}

UnitRow known_unit(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto unit = units::find(transaction, model, UnitName(name).str());
  if (!unit) throw make_error(ErrorKind::not_found, "unit \"{}\" not found", name);
  if (unit->life != Life::alive) throw make_error(ErrorKind::conflict, "unit \"{}\" is not alive", name);
  return *std::move(unit);
}

CharmRow charm_of(const ReadTransaction& transaction, const UnitRow& unit) {
  return charms::get(transaction, applications::get(transaction, unit.application).charm);
}

int attached_count(const ReadTransaction& transaction, UnitId unit, const std::string& name) {
  const auto rows = storage::of_unit(transaction, unit);
  return static_cast<int>(std::count_if(rows.begin(), rows.end(), [&](const StorageRow& row) { return row.name == name; }));
}

/// Throws when the unit may not have `more` of this storage.
void require_room(const ReadTransaction& transaction, UnitId unit, const charm::Storage& declared, int more) {
  const auto total = attached_count(transaction, unit, declared.name) + more;
  if (declared.count_max && total > *declared.count_max)
    throw make_error(ErrorKind::conflict, "adding {} storage to {}: at most {} instances supported, {} would be there",
                     more, declared.name, *declared.count_max, total);
}

std::string insert_one(WriteTransaction& transaction, const UnitRow& unit, const charm::Storage& declared,
                       const ApplicationStorage& plan, TimeMs now) {
  const auto provider = all_storage_pools(transaction, unit.model).at(plan.pool).provider;
  const bool of_machine = provider != "local";
  const bool block = declared.kind == StorageKind::block;
  const auto id = storage::insert(
      transaction, {.model = unit.model,
                    .name = declared.name,
                    .number = models::take_number(transaction, unit.model, "storage"),
                    .kind = declared.kind,
                    .pool = plan.pool,
                    .provider = provider,
                    .machine_name = of_machine ? machines::get(transaction, unit.machine).name : "",
                    .backing_number = models::take_number(transaction, unit.model, block ? "volume" : "filesystem"),
                    .size_mib = plan.size_mib,
                    .now = now});
  const auto row = *storage::find(transaction, id);
  storage::attach(transaction, row, unit.id, declared.read_only);
  return row.label();
}

/// A storage that is free, for a unit whose charm declares it.
void attach_existing(WriteTransaction& transaction, const UnitRow& unit, const std::string& id, TimeMs now) {
  const auto row = known_storage(transaction, unit.model, id);
  const auto declared = declared_storage(transaction, charm_of(transaction, unit), row.name);
  if (row.life != Life::alive) throw make_error(ErrorKind::conflict, "storage \"{}\" is being removed", id);
  if (row.attachment)
    throw make_error(ErrorKind::conflict, "storage \"{}\" is already attached to \"{}\"", id, row.attachment->unit_name);
  if (row.kind != declared.kind)
    throw make_error(ErrorKind::invalid, "storage \"{}\" is of another kind than \"{}\" of the charm", id, declared.name);
  require_room(transaction, unit.id, declared, 1);
  storage::set_status(transaction, row, {"attaching", "", now});
  storage::attach(transaction, row, unit.id, declared.read_only);
}

/// One that somebody has created, not a provider's own.
StoragePool made_pool(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto pools = storage::pools(transaction, model);
  const auto found = pools.find(name);
  if (found == pools.end()) throw make_error(ErrorKind::not_found, "storage pool \"{}\" not found", name);
  return std::move(found->second);
}

void begin_detaching(WriteTransaction& transaction, const StorageRow& row, bool force, TimeMs now) {
  storage::set_attachment_life(transaction, row, Life::dying);
  if (row.status.current != "detaching") storage::set_status(transaction, row, {"detaching", "", now});
  if (force) storage::set_removal_deadline(transaction, row, now + forced_removal_grace_ms);
}

} // namespace

void give_storage(WriteTransaction& transaction, const ApplicationRow& application, UnitId id,
                  const std::vector<std::string>& attach, TimeMs now) {
  const auto unit = units::get(transaction, id);
  const auto charm = charms::get(transaction, application.charm);
  for (const auto& existing : attach) attach_existing(transaction, unit, existing, now);
  const auto plans = storage::application_storage(transaction, application.id);
  for (const auto& declared : charms::storage(transaction, charm.id)) {
    const auto known = plans.find(declared.name); // none: an earlier program's refresh has brought it
    const auto plan = known == plans.end() ? plan_storage(transaction, charm, declared, {}, "") : known->second;
    fill_storage(transaction, unit, declared, plan, plan.count, now);
  }
}

void fill_storage(WriteTransaction& transaction, const UnitRow& unit, const charm::Storage& declared,
                  const ApplicationStorage& plan, int count, TimeMs now) {
  for (auto have = attached_count(transaction, unit.id, declared.name); have < count; ++have)
    insert_one(transaction, unit, declared, plan, now);
}

std::vector<std::string> add_storage(WriteTransaction& transaction, ModelId model, const std::string& name,
                                     const StorageDirectives& directives, const std::string& block_obstacle, TimeMs now) {
  const auto unit = known_unit(transaction, model, name);
  const auto charm = charm_of(transaction, unit);
  const auto defaults = storage::application_storage(transaction, unit.application);
  std::vector<std::string> added;
  for (const auto& [label, text] : directives) {
    auto declared = declared_storage(transaction, charm, label);
    auto directive = text.empty() ? StorageDirective{} : parse_storage_directive(label, text);
    const auto count = directive.count.value_or(1);
    require_room(transaction, unit.id, declared, count);
    if (const auto known = defaults.find(label); known != defaults.end()) {
      if (!directive.pool) directive.pool = known->second.pool;
      if (!directive.size_mib) directive.size_mib = known->second.size_mib;
    }
    directive.count = std::max(count, declared.count_min); // the range counts all of the unit's
    const auto plan = plan_storage(transaction, charm, declared, directive, block_obstacle);
    for (int i = 0; i < count; ++i) added.push_back(insert_one(transaction, unit, declared, plan, now));
  }
  return added;
}

void add_storage(WriteTransaction& transaction, const UnitRow& unit, const StorageAddition& addition, TimeMs now) {
  if (addition.count < 1) throw Error(ErrorKind::invalid, "count must be greater than zero");
  add_storage(transaction, unit.model, unit.name, {{addition.name, std::to_string(addition.count)}}, "", now);
}

void attach_storage(WriteTransaction& transaction, ModelId model, const std::string& unit, const std::string& id,
                    TimeMs now) {
  attach_existing(transaction, known_unit(transaction, model, unit), id, now);
}

void detach_storage(WriteTransaction& transaction, ModelId model, const std::string& id, bool force, TimeMs now) {
  const auto row = known_storage(transaction, model, id);
  if (!row.attachment) throw make_error(ErrorKind::conflict, "storage \"{}\" is not attached", id);
  if (!row.persistent() && row.life == Life::alive)
    throw make_error(ErrorKind::conflict, "storage is not detachable: pool \"{}\" is on machine {} and goes with it",
                     row.pool, row.machine_name);
  begin_detaching(transaction, row, force, now);
}

void remove_storage(WriteTransaction& transaction, ModelId model, const std::string& id, const RemoveStorage& how,
                    TimeMs now) {
  const auto row = known_storage(transaction, model, id);
  if (row.attachment && !how.force) throw Error(ErrorKind::conflict, "storage is attached");
  if (!how.destroy && row.persistent()) storage::release(transaction, row);
  storage::set_life(transaction, row, Life::dying);
  if (row.attachment) begin_detaching(transaction, row, how.force, now);
}

void end_attachment(WriteTransaction& transaction, const StorageRow& row) {
  storage::detach(transaction, row);
  if (!row.persistent()) storage::set_life(transaction, *storage::find(transaction, row.id), Life::dying);
}

void end_attachments(WriteTransaction& transaction, UnitId unit) {
  for (const auto& row : storage::of_unit(transaction, unit)) end_attachment(transaction, row);
}

void destroy_storage_of(WriteTransaction& transaction, UnitId unit) {
  for (const auto& row : storage::of_unit(transaction, unit)) storage::set_life(transaction, row, Life::dying);
}

StorageFate fate_of_storage(const ReadTransaction& transaction, UnitId unit, bool destroy) {
  StorageFate fate;
  for (const auto& row : storage::of_unit(transaction, unit)) {
    const bool goes = destroy || !row.persistent() || row.life != Life::alive;
    (goes ? fate.destroyed : fate.detached).push_back(row.label());
  }
  return fate;
}

void create_storage_pool(WriteTransaction& transaction, ModelId model, const std::string& name, const StoragePool& pool) {
  if (!is_valid_pool_name(name)) throw make_error(ErrorKind::invalid, "pool name \"{}\" not valid", name);
  if (!is_storage_provider(pool.provider))
    throw make_error(ErrorKind::not_found, "storage provider \"{}\" not found", pool.provider);
  if (all_storage_pools(transaction, model).contains(name))
    throw make_error(ErrorKind::already_exists, "storage pool \"{}\" already exists", name);
  storage::insert_pool(transaction, model, name, pool);
}

void update_storage_pool(WriteTransaction& transaction, ModelId model, const std::string& name,
                         const std::map<std::string, std::string>& attributes) {
  auto pool = made_pool(transaction, model, name);
  pool.attributes = attributes;
  storage::remove_pool(transaction, model, name);
  storage::insert_pool(transaction, model, name, pool);
}

void remove_storage_pool(WriteTransaction& transaction, ModelId model, const std::string& name) {
  made_pool(transaction, model, name);
  if (storage::uses_pool(transaction, model, name)) throw make_error(ErrorKind::conflict, "storage pool \"{}\" in use", name);
  storage::remove_pool(transaction, model, name);
}

std::vector<StorageReport> storage_reports(const ReadTransaction& transaction, ModelId model) {
  std::vector<StorageReport> reports;
  for (const auto& row : storage::list(transaction, model)) {
    StorageReport report{.id = row.label(), .kind = row.kind, .life = row.life, .status = row.status};
    report.persistent = row.persistent();
    report.backing_id = (row.persistent() ? "" : row.machine_name + "/") + std::to_string(row.backing_number);
    report.pool = row.pool;
    report.size_mib = row.size_mib;
    report.location = row.location;
    if (row.attachment) {
      report.unit = row.attachment->unit_name;
      report.machine = machines::get(transaction, row.attachment->machine).name;
      report.attachment_life = row.attachment->life;
      report.read_only = row.attachment->read_only;
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

} // namespace periapt::services
