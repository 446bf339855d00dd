#include "agent/remote_composition.h"

#include "agent/container.h"
#include "agent/interface_contracts.h"
#include "base/sha256.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::agent {
namespace {

using resolver::RemoteRelation;
using resolver::RemoteState;

bool declares(const charm::Charm* charm, const std::string& endpoint) {
  if (!charm) return false;
  const auto is_named = [&](const Endpoint& one) { return one.name == endpoint; };
  return std::any_of(charm->endpoints.begin(), charm->endpoints.end(), is_named);
}

bool is_implicit(const Endpoint& endpoint, const charm::Charm* charm) {
  return endpoint.name == implicit_juju_info.name && endpoint.role == Role::provider && !declares(charm, endpoint.name);
}

/// Equal for equal values; the kind of a value counts. Rule: contract/hooks.md, section 6.
std::string settings_identity(const UnitSnapshot& snapshot) {
  Sha256 hash;
  for (const auto& [name, value] : snapshot.application->config) {
    const auto text = config_text(value);
    hash.update(fmt::format("{} {} {} {}\n", name, value.index(), text.size(), text));
  }
  hash.update(snapshot.application->trust ? "trust\n" : "");
  for (const auto& address : snapshot.machine->addresses) hash.update(address + "\n");
  return hash.finish();
}

/// Of a subordinate: a container-scoped relation with neither its principal nor a subordinate beside it.
bool is_foreign(const RelationSnapshot& relation, const UnitSnapshot& snapshot) {
  const auto& principal = snapshot.unit->principal;
  if (!principal || relation.peer || relation.own.endpoint.scope != Scope::container) return false;
  if (UnitName(*principal).application().str() == relation.other.application_name) return false;
  return std::none_of(snapshot.neighbours.begin(), snapshot.neighbours.end(), [&](const auto& unit) {
    return unit->principal == principal && unit->application == relation.other.application;
  });
}

/// A unit of the other side that this one sees.
bool is_member(const RelationUnitEntity& part, const RelationSnapshot& relation, const UnitSnapshot& snapshot) {
  if (!part.present || part.unit_name == snapshot.unit->name) return false;
  if (part.application != relation.other.application) return false;
  return relation.peer || relation.own.endpoint.scope == Scope::global || lives_with(snapshot, part.unit_name);
}

RemoteRelation compose_relation(const RelationSnapshot& snapshot, const UnitSnapshot& whole, const charm::Charm* charm) {
  const auto& endpoint = snapshot.own.endpoint;
  const auto& unit = whole.unit->name;
  const bool implicit = is_implicit(endpoint, charm);
  RemoteRelation relation{.id = snapshot.entity->id,
                          .number = snapshot.own.number,
                          .life = snapshot.known ? snapshot.entity->life : Life::dead,
                          .suspended = snapshot.entity->suspended,
                          .endpoint = endpoint.name,
                          .remote_application = snapshot.other.application_name,
                          .peer = snapshot.peer,
                          .hookless = implicit,
                          .endpoint_known = implicit || declares(charm, endpoint.name),
                          .foreign = is_foreign(snapshot, whole),
                          .own_bag_known = snapshot.units.contains(unit)};
  for (const auto& [name, member] : snapshot.units) {
    if (is_member(*member, snapshot, whole)) relation.members.emplace(name, member->version);
  }
  const auto bag = snapshot.applications.find(snapshot.other.application_name);
  if (bag != snapshot.applications.end()) relation.applications.emplace(bag->first, bag->second->version);
  if (charm) relation.events = events_that_hold(snapshot, relation, *charm);
  return relation;
}

} // namespace

RemoteState compose_remote_state(const UnitSnapshot& snapshot, const charm::Charm* charm) {
  const auto& application = *snapshot.application;
  RemoteState remote{.unit = snapshot.unit->name,
                     .life = snapshot.unit->life,
                     .application_life = application.life,
                     .resolved = snapshot.unit->resolved,
                     .charm = {application.charm.url, application.charm.sha256, application.charm_modified},
                     .charm_forced = application.charm_forced,
                     .settings = settings_identity(snapshot),
                     .leader = application.leader,
                     .leader_term = application.leader_term,
                     .leader_settings_version = application.leader_settings_version};
  for (const auto& [number, relation] : snapshot.relations) {
    remote.relations.emplace(number, compose_relation(relation, snapshot, charm));
  }
  for (const auto& [number, task] : snapshot.tasks) {
    remote.tasks.emplace(number, resolver::RemoteTask{.id = task->id, .begun = task->status != TaskStatus::pending});
  }
  remote.has_subordinates = std::any_of(snapshot.neighbours.begin(), snapshot.neighbours.end(), [&](const auto& unit) {
    return unit->principal == snapshot.unit->name;
  });
  for (const auto& [name, storage] : snapshot.storage) {
    remote.storages.emplace(name, resolver::RemoteStorage{.attachment = storage->id.value,
                                                          .life = storage->life,
                                                          .provisioned = storage->location.has_value()});
  }
  return remote;
}

RemoteState gone_remote_state(const std::string& unit) { return {.unit = unit, .life = Life::dead}; }

} // namespace periapt::agent
