// A controller that was restored from a backup knows less than it was told: units that still run tell it again what
// they have become and what they had published since. Rule: DESIGN section 9, 3 and 18.
#include "agent/unit_agent.h"

#include "wire/codec.h"

#include <algorithm>

namespace periapt::agent {
namespace {

/// What makes `now` be `wanted`.
BagChanges difference(const Bag& now, const Bag& wanted) {
  BagChanges changes;
  for (const auto& [key, value] : wanted) {
    const auto known = now.find(key);
    if (known == now.end() || known->second != value) changes[key] = value;
  }
  for (const auto& [key, value] : now) {
    if (!wanted.contains(key)) changes[key] = std::nullopt;
  }
  return changes;
}

template <class Entities>
Bag settings_in(const Entities& entities, const std::string& name) {
  const auto found = entities.find(name);
  return found == entities.end() ? Bag{} : found->second->settings;
}

/// The same relation in the restored model; nullptr where it has none.
const RelationSnapshot* same_relation(const RelationSnapshot& relation, const UnitSnapshot& restored) {
  const auto found = restored.relations.find(relation.own.number);
  const bool same = found != restored.relations.end() && found->second.known && found->second.entity->id == relation.entity->id;
  return same ? &found->second : nullptr;
}

std::vector<OpenedPort> missing_from(const std::vector<OpenedPort>& ports, const std::vector<OpenedPort>& wanted) {
  std::vector<OpenedPort> missing;
  for (const auto& port : wanted) {
    if (std::find(ports.begin(), ports.end(), port) == ports.end()) missing.push_back(port);
  }
  return missing;
}

} // namespace

/// Two commits: another unit may hold a port by now, or lead, and then the second is refused without harm to the first.
void UnitAgent::tell_restored(const UnitSnapshot& published) {
  Commit own{.workload_status = StatusWrite{record_.workload_status.current, record_.workload_status.message},
             .agent_status = record_.agent_status};
  if (record_.awaited == 0) own.local_state = wire::encode(local()); // else the awaited commit brings a newer one
  for (const auto& [key, value] : charm_state_) {
    if (!own.charm_state) own.charm_state.emplace();
    own.charm_state->emplace(key, value);
  }
  Commit shared{.open_ports = missing_from(snapshot_->unit->opened_ports, published.unit->opened_ports),
                .close_ports = missing_from(published.unit->opened_ports, snapshot_->unit->opened_ports)};
  const auto term = leading_term();
  for (const auto& [number, relation] : published.relations) {
    const auto* restored = same_relation(relation, *snapshot_);
    if (!restored) continue;
    const auto id = relation.entity->id;
    if (local().find_relation(id)) own.enter_scope.push_back(id);
    auto changes = difference(settings_in(restored->units, name_.str()), settings_in(relation.units, name_.str()));
    if (!changes.empty()) own.settings.push_back({.relation = id, .changes = std::move(changes)});
    if (!term) continue;
    const auto& application = relation.own.application_name;
    changes = difference(settings_in(restored->applications, application), settings_in(relation.applications, application));
    if (!changes.empty()) shared.settings.push_back({id, true, *term, std::move(changes)});
  }
  say(LogLevel::info, "Telling the restored controller what this unit has become");
  post(std::move(own));
  if (!shared.settings.empty() || !shared.open_ports.empty() || !shared.close_ports.empty()) post(std::move(shared));
}

} // namespace periapt::agent
