#include "services/unit_services.h"

#include "core/error.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

/// A relation of the unit's application; any other is as unknown as one that never was (rule 24).
RelationRow own_relation(const ReadTransaction& transaction, const UnitRow& unit, RelationId id) {
  auto relation = relations::find(transaction, id);
  if (!relation || !relation->end_of(unit.application)) throw Error(ErrorKind::not_found, "relation not found");
  return relations::seen_from(transaction, unit.model, *std::move(relation));
}

/// In a container-scoped relation a principal and its subordinates are by themselves: others are strangers.
bool may_read_part(const UnitRow& asking, const RelationUnitRow& part) {
  return !part.container || part.container == asking.principal.value_or(asking.id);
}

std::optional<RelationUnitRow> find_part(const ReadTransaction& transaction, const RelationRow& relation,
                                         const std::string& unit) {
  // names are used again after an application's redeployment only, when its relations have gone too
  for (auto& part : relations::parts(transaction, relation.id))
    if (relations::unit_name_in(relation, part) == unit) return std::move(part);
  return std::nullopt;
}

bool in_relation(const RelationRow& relation, const std::string& unit) {
  const auto application = unit.substr(0, unit.find('/'));
  return std::any_of(relation.ends.begin(), relation.ends.end(),
                     [&](const RelationEnd& end) { return end.application_name == application; });
}

bool leads(const ReadTransaction& transaction, const UnitRow& unit) {
  return applications::get(transaction, unit.application).leader == unit.id;
}

GoalUnit goal_of(const UnitRow& unit) {
  if (unit.life != Life::alive) return {unit.name, "dying", unit.workload.since_ms};
  return {unit.name, unit.workload.current, unit.workload.since_ms};
}

/// The application's units, without subordinates of others than the asking unit (contract/hooks.md, section 15).
std::vector<GoalUnit> goal_units(const ReadTransaction& transaction, ApplicationId application, UnitId asking) {
  std::vector<GoalUnit> goals;
  for (const auto& unit : units::of_application(transaction, application))
    if (!unit.principal || *unit.principal == asking) goals.push_back(goal_of(unit));
  return goals;
}

GoalRelation goal_of(const ReadTransaction& transaction, const RelationRow& relation, const RelationEnd& own,
                     UnitId asking) {
  const auto& other = relation.other_end(own.application);
  GoalRelation goal{.endpoint = own.endpoint.name, .members = {}};
  goal.members.push_back({other.application_name, relation.status, relation.status_since_ms});
  for (auto& unit : goal_units(transaction, other.application, asking)) {
    unit.name = other.application_name + unit.name.substr(unit.name.find('/'));
    goal.members.push_back(std::move(unit));
  }
  return goal;
}

} // namespace

std::optional<MachineId> machine_of_token(const ReadTransaction& transaction, const std::string& token_sha256) {
  return machines::find_by_token(transaction, token_sha256);
}

void require_unit_on_machine(const ReadTransaction& transaction, UnitId id, MachineId machine) {
  if (units::get(transaction, id).machine != machine) throw Error(ErrorKind::not_found, "unit not found");
}

bool machine_may_read_charm(const ReadTransaction& transaction, MachineId machine, const std::string& sha256) {
  const auto has_archive = [&](CharmId charm) { return charms::get(transaction, charm).ref.sha256 == sha256; };
  const auto on_it = units::on_machine(transaction, machine);
  return std::any_of(on_it.begin(), on_it.end(), [&](const UnitRow& unit) {
    return has_archive(applications::get(transaction, unit.application).charm) ||
           (unit.charm && has_archive(*unit.charm));
  });
}

UnitState unit_state(const ReadTransaction& transaction, UnitId id) {
  const auto unit = units::get(transaction, id);
  return {.outbox_number = unit.outbox_number,
          .local_state = units::local_state(transaction, id),
          .charm_state = units::charm_state(transaction, id),
          .workload_status = unit.workload};
}

void set_leader_settings(WriteTransaction& transaction, UnitId id, std::int64_t term, const BagChanges& changes) {
  const auto unit = units::get(transaction, id);
  const auto application = applications::get(transaction, unit.application);
  if (application.leader != id || application.leader_term != term)
    throw Error(ErrorKind::denied, "cannot write leadership settings: cannot write settings: not the leader");
  auto settings = applications::leader_settings(transaction, application.id);
  apply_changes(settings, changes);
  constexpr std::size_t limit_bytes = 4 << 20;
  if (const auto reason = bag_refusal(settings, limit_bytes))
    throw make_error(ErrorKind::invalid, "cannot write leadership settings: {}", *reason);
  applications::set_leader_settings(transaction, application, changes);
}

BagView read_unit_bag(const ReadTransaction& transaction, UnitId asking, RelationId id, const std::string& name) {
  const auto unit = units::get(transaction, asking);
  const auto relation = own_relation(transaction, unit, id);
  if (!in_relation(relation, name)) throw Error(ErrorKind::denied, "permission denied");
  const auto part = find_part(transaction, relation, name);
  if (!part)
    throw make_error(ErrorKind::not_found,
                     "cannot read settings for unit \"{0}\" in relation \"{1}\": unit \"{0}\": settings not found", name,
                     relation.key());
  if (!may_read_part(unit, *part)) throw Error(ErrorKind::denied, "permission denied");
  return {relations::unit_settings(transaction, id, part->unit), part->version};
}

BagView read_application_bag(const ReadTransaction& transaction, UnitId asking, RelationId id,
                             const std::string& name) {
  const auto unit = units::get(transaction, asking);
  const auto relation = own_relation(transaction, unit, id);
  const auto end = std::find_if(relation.ends.begin(), relation.ends.end(),
                                [&](const RelationEnd& each) { return each.application_name == name; });
  if (end == relation.ends.end()) throw Error(ErrorKind::denied, "permission denied");
  const bool own = end->application == unit.application;
  if (own && !relation.peer() && !leads(transaction, unit)) throw Error(ErrorKind::denied, "permission denied");
  return {relations::application_settings(transaction, id, end->application),
          relations::application_version(transaction, id, end->application)};
}

GoalState goal_state(const ReadTransaction& transaction, UnitId id) {
  const auto unit = units::get(transaction, id);
  GoalState goal;
  goal.units = goal_units(transaction, unit.application, id);
  for (const auto& relation : relations::of_application(transaction, unit.application))
    if (!relation.peer()) {
      const auto seen = relations::seen_from(transaction, unit.model, relation);
      goal.relations.push_back(goal_of(transaction, seen, *seen.end_of(unit.application), id));
    }
  return goal;
}

void require_trust(const ReadTransaction& transaction, UnitId id) {
  const auto unit = units::get(transaction, id);
  if (!applications::get(transaction, unit.application).trust)
    throw Error(ErrorKind::denied, "cannot access cloud credentials: permission denied");
}

ApplicationStatus application_status(const ReadTransaction& transaction, UnitId id) {
  const auto unit = units::get(transaction, id);
  const auto application = applications::get(transaction, unit.application);
  if (application.leader != id)
    throw Error(ErrorKind::denied, "finding application status: this unit is not the leader");
  ApplicationStatus status;
  std::vector<StatusRecord> workloads;
  for (const auto& sibling : units::of_application(transaction, application.id)) {
    status.units[sibling.name] = sibling.workload;
    workloads.push_back(sibling.workload);
  }
  status.application = application.status ? *application.status : *derive_application_status(workloads);
  return status;
}

} // namespace periapt::services
