// How the model stood when nothing was left to do, read off the store.
#include "sim/model/controller.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/operation_repository.h"
#include "store/relation_repository.h"
#include "store/secret_access_repository.h"
#include "store/storage_repository.h"
#include "store/task_repository.h"

#include <boost/describe/enum_to_string.hpp>

namespace periapt::sim {
namespace {

std::int64_t number_of(const Bag& bag) {
  const auto found = bag.find(value_key);
  return found == bag.end() ? 0 : std::stoll(found->second);
}

} // namespace

FinalState SimController::final_state() const {
  return read([&](const store::ReadTransaction& transaction) {
    FinalState state;
    final_units(transaction, state);
    final_relations(transaction, state);
    return state;
  });
}

void SimController::final_units(const store::ReadTransaction& transaction, FinalState& state) const {
  std::set<UnitId> alive;
  for (const auto& unit : store::units::list(transaction, model_)) {
    if (unit.life != Life::alive) {
      state.dying.insert(label_of(unit.name));
      continue;
    }
    alive.insert(unit.id);
    const auto application = store::applications::get(transaction, unit.application);
    const auto config = store::applications::config(transaction, unit.application);
    const auto value = config.find(value_key);
    auto& final = state.units[label_of(unit.name)];
    final.application = application.name;
    final.charm_version = charm_version(store::charms::get(transaction, application.charm).ref.url);
    final.config_version =
        config_version(value == config.end() ? 0 : std::get<std::int64_t>(value->second), final.charm_version);
    if (application.leader != unit.id)
      final.leader_settings = number_of(store::applications::leader_settings(transaction, application.id));
    final_holdings(transaction, unit, final);
  }
  for (std::int64_t number = 1;; ++number) { // operations and tasks are numbered together
    const auto task = store::tasks::find(transaction, model_, number);
    if (task && task->unit && alive.contains(*task->unit))
      state.tasks[number] = boost::describe::enum_to_string(task->status, "?");
    if (!task && !store::operations::find(transaction, model_, number)) break;
  }
}

void SimController::final_holdings(const store::ReadTransaction& transaction, const store::UnitRow& unit,
                                   FinalUnit& final) const {
  for (const auto& row : store::storage::of_unit(transaction, unit.id))
    if (row.life == Life::alive && row.attachment->life == Life::alive && !row.location.empty())
      final.storages.insert({row.label(), row.attachment->id.value});
  for (const auto& info : store::secrets::list(transaction, model_)) {
    const auto consumer = store::secrets::consumer(transaction, info.row, unit.id);
    const bool reads = consumer && consumer->revision > 0; // 0: it was revoked, and has not read it since
    if (reads && info.latest_revision > 1) final.secrets["secret-changed " + info.id] = info.latest_revision;
    if (info.owner.unit != unit.id) continue;
    for (const auto revision : store::secrets::obsolete_revisions(transaction, info.row))
      final.secrets["secret-remove " + info.id + "/" + std::to_string(revision)] = revision;
  }
}

void SimController::final_relations(const store::ReadTransaction& transaction, FinalState& state) const {
  for (const auto& relation : store::relations::list(transaction, model_)) {
    if (relation.life != Life::alive) continue;
    auto& final = state.relations[relation.number()];
    final.peer = relation.peer();
    for (const auto& end : relation.ends) {
      if (end.endpoint.name == implicit_juju_info.name) final.silent.insert(end.application_name);
      final.application_versions[end.application_name] =
          relation.peer() ? store::relations::application_version(transaction, relation.id, end.application)
                          : number_of(store::relations::application_settings(transaction, relation.id, end.application));
    }
    for (const auto& part : store::relations::parts(transaction, relation.id)) {
      const auto label = label_of(part.unit_name);
      if (!part.in_scope || !state.units.contains(label)) continue;
      const auto bag = store::relations::unit_settings(transaction, relation.id, part.unit);
      final.versions[label] = number_of(bag);
      final.values[label] = bag.contains(value_key) ? bag.at(value_key) : "";
      final.applications[label] = state.units.at(label).application;
      if (part.container) final.principals[label] = std::to_string(part.container->value);
    }
  }
}

} // namespace periapt::sim
