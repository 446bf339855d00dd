#include "agent/interface_contracts.h"

#include "agent/commit_parts.h"
#include "core/error.h"
#include "interfaces/catalogue.h"

#include <fmt/format.h>


namespace periapt::agent {
namespace {

using interfaces::BagKind;
using interfaces::Contract;
using interfaces::Promiser;

/// Null: there is none, or it is written for a newer program than this one.
std::shared_ptr<const Contract> contract_of(const RelationSnapshot& relation) {
  if (!relation.entity->contract) return nullptr;
  try {
    return interfaces::read_contract(*relation.entity->contract);
  } catch (const Error&) {
    return nullptr;
  }
}

/// The contract's events that this unit can be told. An event never takes the place of a hook that is always there.
std::set<std::string> told_events(const Contract& contract, const RelationSnapshot& relation, const charm::Charm& charm) {
  const auto program_of = [&](const std::string& event) { return relation.own.endpoint.name + "-" + event; };
  std::set<std::string> events;
  for (const auto& event : contract.events())
    if (event.publisher.first == relation.other.endpoint.role && charm::has_program(charm, program_of(event.name)))
      events.insert(event.name);
  if (events.empty()) return events; // as in most relations
  for (const auto& hook : charm::hook_names(charm))
    std::erase_if(events, [&](const auto& event) { return program_of(event) == hook; });
  return events;
}

} // namespace

std::map<std::string, std::set<std::string>> events_that_hold(const RelationSnapshot& snapshot,
                                                              const resolver::RemoteRelation& relation,
                                                              const charm::Charm& charm) {
  std::map<std::string, std::set<std::string>> held;
  const auto contract = contract_of(snapshot);
  const auto told = contract ? told_events(*contract, snapshot, charm) : std::set<std::string>{};
  if (told.empty()) return held;
  const auto look = [&](const std::string& publisher, BagKind kind, const Bag& bag) {
    for (auto& event : contract->true_events({snapshot.other.endpoint.role, kind}, bag))
      if (told.contains(event)) held[publisher].insert(std::move(event));
  };
  for (const auto& [unit, version] : relation.members) look(unit, BagKind::unit, snapshot.units.at(unit)->settings);
  for (const auto& [application, version] : relation.applications)
    look(application, BagKind::application, snapshot.applications.at(application)->settings);
  return held;
}

std::vector<std::string> contract_breaches(const Commit& commit, const UnitSnapshot& snapshot) {
  std::vector<std::string> breaches;
  for (const auto& write : commit.settings) {
    const auto* relation = relation_of(snapshot, write.relation);
    const auto contract = relation ? contract_of(*relation) : nullptr;
    if (!contract) continue;
    const Promiser promiser{relation->own.endpoint.role, write.application ? BagKind::application : BagKind::unit};
    const auto judgement = contract->judge(promiser, bag_after(write, *relation, snapshot.unit->name));
    if (judgement && judgement->state == PromiseKeeping::broken)
      breaches.push_back(fmt::format("relation {}:{} breaks what interface \"{}\" version {} promises: {}",
                                     relation->own.endpoint.name, relation->own.number, contract->interface(),
                                     contract->version(), judgement->reason));
  }
  return breaches;
}

} // namespace periapt::agent
