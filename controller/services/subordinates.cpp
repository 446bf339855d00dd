#include "services/subordinates.h"

#include "services/new_unit.h"
#include "services/refusal.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

bool is_container(const RelationRow& relation) {
  return !relation.peer() && relation.ends.front().endpoint.scope == Scope::container;
}

std::optional<UnitRow> subordinate_of(const ReadTransaction& transaction, UnitId principal, ApplicationId application) {
  for (auto& unit : units::of_principal(transaction, principal))
    if (unit.application == application) return std::move(unit);
  return std::nullopt;
}

/// The other side is the subordinate's own principal, or another subordinate of it.
bool is_of_principal(const ReadTransaction& transaction, UnitId principal, ApplicationId other) {
  return units::get(transaction, principal).application == other || subordinate_of(transaction, principal, other);
}

bool is_related(const ReadTransaction& transaction, ApplicationId subordinate, ApplicationId principal) {
  const auto all = relations::of_application(transaction, subordinate);
  return std::any_of(all.begin(), all.end(), [&](const RelationRow& relation) {
    return relation.life == Life::alive && is_container(relation) &&
           relation.other_end(subordinate).application == principal;
  });
}

} // namespace

std::optional<UnitId> container_of(const ReadTransaction& transaction, const RelationRow& relation,
                                   const UnitRow& unit) {
  if (!is_container(relation)) return std::nullopt;
  const auto other = relation.other_end(unit.application).application;
  if (unit.principal) {
    if (is_of_principal(transaction, *unit.principal, other)) return unit.principal;
    throw Refusal(fmt::format("relation \"{}\" is not of the unit's principal", relation.key()));
  }
  const auto subordinate = subordinate_of(transaction, unit.id, other);
  if (subordinate && subordinate->life != Life::alive)
    throw Refusal(fmt::format("subordinate unit \"{}\" is still being removed", subordinate->name));
  return unit.id;
}

void add_subordinate(WriteTransaction& transaction, const RelationRow& relation, const UnitRow& principal,
                     TimeMs now) {
  if (!is_container(relation) || principal.principal || principal.life != Life::alive) return;
  const auto application = relation.other_end(principal.application).application;
  if (subordinate_of(transaction, principal.id, application)) return;
  insert_unit(transaction, applications::get(transaction, application),
              {.machine = principal.machine, .principal = principal.id, .attach_storage = {}}, now);
}

void remove_stranded_subordinates(WriteTransaction& transaction, const RelationRow& relation, Removal removal) {
  if (!is_container(relation)) return;
  for (const auto& end : relation.ends) {
    const auto other = relation.other_end(end.application).application;
    if (is_related(transaction, end.application, other)) return;
    for (const auto& unit : units::of_application(transaction, end.application)) {
      if (!unit.principal || units::get(transaction, *unit.principal).application != other) continue;
      begin_unit_removal(transaction, unit, removal);
    }
  }
}

} // namespace periapt::services
