#include "services/lifecycle.h"

#include "services/remote_applications.h"
#include "services/storage.h"
#include "services/subordinates.h"
#include "services/task_progress.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/secret_access_repository.h"

namespace periapt::services {
namespace {

using namespace store;

/// Nothing of it has run: no hook waits for its end.
bool never_reported(const ReadTransaction& transaction, const UnitRow& unit) {
  return unit.agent.current == "allocating" && unit.outbox_number == 0 && storage::of_unit(transaction, unit.id).empty();
}

/// Others see the unit depart as soon as it is marked dying (contract/hooks.md 5.5).
void note_departure(WriteTransaction& transaction, const UnitRow& unit) {
  for (const auto& part : relations::parts_of_unit(transaction, unit.id))
    if (part.in_scope) relations::note_presence(transaction, unit.model, part);
}

void end_machine_of(WriteTransaction& transaction, MachineId id) {
  const auto machine = machines::find(transaction, id);
  if (machine && units::on_machine(transaction, id).empty()) machines::set_life(transaction, *machine, Life::dying);
}

void leave_everything(WriteTransaction& transaction, const UnitRow& unit) {
  for (const auto& part : relations::parts_of_unit(transaction, unit.id))
    if (const auto relation = relations::find(transaction, part.relation))
      relations::leave(transaction, *relation, unit.id);
}

} // namespace

void begin_unit_removal(WriteTransaction& transaction, const UnitRow& unit, Removal removal) {
  if (never_reported(transaction, unit) || (removal.force && unit.agent.current == "error")) return end_unit(transaction, unit);
  if (removal.force) units::set_removal_deadline(transaction, unit, removal.now + forced_removal_grace_ms);
  for (const auto& subordinate : units::of_principal(transaction, unit.id))
    begin_unit_removal(transaction, subordinate, removal);
  if (unit.life != Life::alive) return;
  units::set_life(transaction, unit, Life::dying);
  note_departure(transaction, unit);
}

void begin_relation_removal(WriteTransaction& transaction, const RelationRow& relation, Removal removal) {
  if (removal.force) relations::set_removal_deadline(transaction, relation, removal.now + forced_removal_grace_ms);
  relations::set_life(transaction, relation, Life::dying);
  remove_stranded_subordinates(transaction, relation, removal);
  end_relation_if_empty(transaction, relation.id);
}

void begin_application_removal(WriteTransaction& transaction, const ApplicationRow& application, Removal removal) {
  applications::set_life(transaction, application, Life::dying);
  for (const auto& relation : relations::of_application(transaction, application.id))
    if (!relation.peer()) begin_relation_removal(transaction, relation, removal);
  for (const auto& unit : units::of_application(transaction, application.id))
    begin_unit_removal(transaction, unit, removal);
  end_application_if_empty(transaction, application.id);
}

void begin_machine_removal(WriteTransaction& transaction, const MachineRow& machine, Removal removal) {
  for (const auto& unit : units::on_machine(transaction, machine.id))
    if (units::find(transaction, unit.id)) begin_unit_removal(transaction, unit, removal); // not gone with its principal
  end_machine_of(transaction, machine.id);
}

void end_unit(WriteTransaction& transaction, const UnitRow& unit) {
  for (const auto& subordinate : units::of_principal(transaction, unit.id)) end_unit(transaction, subordinate);
  const auto parts = relations::parts_of_unit(transaction, unit.id);
  leave_everything(transaction, unit);
  if (const auto application = applications::get(transaction, unit.application); application.leader == unit.id)
    applications::set_leader(transaction, application, std::nullopt);
  end_tasks_of(transaction, unit);
  secrets::forget_unit(transaction, unit.model, unit.id);
  end_attachments(transaction, unit.id);
  units::remove(transaction, unit);
  end_machine_of(transaction, unit.machine);
  for (const auto& part : parts) end_relation_if_empty(transaction, part.relation);
  end_application_if_empty(transaction, unit.application);
}

void end_relation_if_empty(WriteTransaction& transaction, RelationId id) {
  const auto relation = relations::find(transaction, id);
  if (!relation || relation->life == Life::alive || relation->peer()) return;
  if (relations::has_units_in_scope(transaction, id)) return;
  secrets::revoke_relation(transaction, relation->id);
  const auto over_offer = remote_applications::of_relation(transaction, id);
  relations::remove(transaction, *relation);
  if (over_offer) end_remote_application_if_unused(transaction, over_offer->remote_application);
  for (const auto& end : relation->ends) end_application_if_empty(transaction, end.application);
}

void end_application_if_empty(WriteTransaction& transaction, ApplicationId id) {
  const auto application = applications::find(transaction, id);
  if (!application || application->life == Life::alive) return;
  if (!units::of_application(transaction, id).empty()) return;
  const auto remaining = relations::of_application(transaction, id);
  for (const auto& relation : remaining)
    if (!relation.peer()) return;
  for (const auto& peers : remaining) relations::remove(transaction, peers);
  secrets::forget_application(transaction, application->model, application->id);
  applications::remove(transaction, *application);
  end_model_if_empty(transaction, application->model);
}

void end_model_if_empty(WriteTransaction& transaction, ModelId id) {
  const auto model = models::find(transaction, id);
  if (!model || model->life == Life::alive) return;
  const auto left = models::counts(transaction, id);
  if (left.machines == 0 && left.applications == 0 && !storage::exists(transaction, id)) models::remove(transaction, id);
}

bool enforce_removal_deadlines(WriteTransaction& transaction, TimeMs now) {
  const auto overdue_units = units::overdue(transaction, now);
  for (const auto& unit : overdue_units)
    if (units::find(transaction, unit.id)) end_unit(transaction, unit); // not gone with its principal
  const auto overdue_relations = relations::overdue(transaction, now);
  for (const auto& relation : overdue_relations) {
    for (const auto& part : relations::parts(transaction, relation.id))
      relations::leave(transaction, relation, part.unit);
    end_relation_if_empty(transaction, relation.id);
  }
  const auto overdue_storage = storage::overdue(transaction, now);
  for (const auto& row : overdue_storage) end_attachment(transaction, row);
  return !overdue_units.empty() || !overdue_relations.empty() || !overdue_storage.empty();
}

bool has_overdue_removals(const ReadTransaction& transaction, TimeMs now) {
  return !units::overdue(transaction, now).empty() || !relations::overdue(transaction, now).empty() ||
         !storage::overdue(transaction, now).empty();
}

} // namespace periapt::services
