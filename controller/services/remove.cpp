#include "services/remove.h"

#include "core/error.h"
#include "core/names.h"
#include "services/lifecycle.h"
#include "services/storage.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

UnitRow removable_unit(const ReadTransaction& transaction, ModelId model, const std::string& text) {
  const UnitName name(text);
  auto unit = units::find(transaction, model, name.str());
  if (!unit) throw make_error(ErrorKind::not_found, "unit \"{}\" does not exist", name.str());
  if (unit->principal)
    throw make_error(ErrorKind::conflict,
                     "unit \"{}\" is a subordinate, to remove use remove-relation. Note: this will remove all units of "
                     "\"{}\"",
                     name.str(), name.application().str());
  return *std::move(unit);
}

MachineRow removable_machine(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  if (!is_valid_machine_name(name)) throw make_error(ErrorKind::invalid, "invalid machine id \"{}\"", name);
  auto machine = machines::find(transaction, model, name);
  if (!machine) throw make_error(ErrorKind::not_found, "machine {} not found", name);
  return *std::move(machine);
}

void tell_fate(const ReadTransaction& transaction, UnitId unit, const RemoveRequest& request, RemovalPlan& plan) {
  auto fate = fate_of_storage(transaction, unit, request.destroy_storage);
  for (auto& id : fate.destroyed) plan.destroyed_storage.push_back(std::move(id));
  for (auto& id : fate.detached) plan.detached_storage.push_back(std::move(id));
}

/// Runs `plan_one` for each name; what it throws is that name's answer and nobody else's.
template <class PlanOne>
std::vector<RemovalPlan> plan_each(const std::vector<std::string>& names, PlanOne plan_one) {
  std::vector<RemovalPlan> plans;
  for (const auto& name : names) {
    RemovalPlan plan{.name = name, .error = std::nullopt};
    try {
      plan_one(name, plan);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
      plan.error = error.what();
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

} // namespace

std::vector<RemovalPlan> remove_units(WriteTransaction& transaction, ModelId model, const RemoveRequest& request,
                                      TimeMs now) {
  return plan_each(request.names, [&](const std::string& name, RemovalPlan& plan) {
    const auto unit = removable_unit(transaction, model, name);
    tell_fate(transaction, unit.id, request, plan);
    if (!request.dry_run && request.destroy_storage) destroy_storage_of(transaction, unit.id);
    if (!request.dry_run) begin_unit_removal(transaction, unit, {now, request.force});
  });
}

std::vector<RemovalPlan> remove_machines(WriteTransaction& transaction, ModelId model, const RemoveRequest& request,
                                         TimeMs now) {
  return plan_each(request.names, [&](const std::string& name, RemovalPlan& plan) {
    const auto machine = removable_machine(transaction, model, name);
    const auto hosted = units::on_machine(transaction, machine.id);
    if (!hosted.empty() && !request.force && !request.dry_run)
      throw make_error(ErrorKind::conflict, "machine {} has unit \"{}\" assigned", name, hosted.front().name);
    for (const auto& unit : hosted) {
      plan.units.push_back(unit.name);
      tell_fate(transaction, unit.id, request, plan);
    }
    if (!request.dry_run) begin_machine_removal(transaction, machine, {now, request.force});
  });
}

std::vector<RemovalPlan> remove_applications(WriteTransaction& transaction, ModelId model,
                                             const RemoveRequest& request, TimeMs now) {
  return plan_each(request.names, [&](const std::string& name, RemovalPlan& plan) {
    const auto application = applications::get(transaction, model, name);
    for (const auto& unit : units::of_application(transaction, application.id)) {
      plan.units.push_back(unit.name);
      tell_fate(transaction, unit.id, request, plan);
      if (!request.dry_run && request.destroy_storage) destroy_storage_of(transaction, unit.id);
    }
    if (!request.dry_run) begin_application_removal(transaction, application, {now, request.force});
  });
}

} // namespace periapt::services
