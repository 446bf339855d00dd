#include "agent/commit_parts.h"

#include "agent/model_settings.h"
#include "agent/task_parts.h"

#include <algorithm>

namespace periapt::agent {
namespace {

constexpr std::size_t most_bag_bytes = 4 << 20;

void merge_settings(Commit& commit, const SettingsWrite& write) {
  for (auto& known : commit.settings) {
    if (known.relation != write.relation || known.application != write.application) continue;
    known.leader_term = write.leader_term;
    for (const auto& [key, value] : write.changes) known.changes[key] = value;
    return;
  }
  commit.settings.push_back(write);
}

/// The last word counts, whatever was open before the hook: opening what is open and closing what is not are
/// nothing to the controller.
void merge_port(std::vector<OpenedPort>& list, std::vector<OpenedPort>& opposite, const OpenedPort& port) {
  std::erase(opposite, port);
  if (std::find(list.begin(), list.end(), port) == list.end()) list.push_back(port);
}

/// Each write says all that the hook has done to its secret.
void merge_secrets(std::optional<SecretWrites>& known, const SecretWrites& part) {
  if (!known) known = SecretWrites{.operation = part.operation, .writes = {}};
  for (const auto& write : part.writes) {
    std::erase_if(known->writes, [&](const SecretWrite& one) { return one.id == write.id; });
    known->writes.push_back(write);
  }
}

void merge_addition(std::vector<StorageAddition>& list, const StorageAddition& addition) {
  const auto known = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == addition.name; });
  if (known == list.end()) list.push_back(addition);
  else known->count += addition.count;
}

template <class T>
T& own_copy(Shared<T>& shared) {
  auto copy = std::make_shared<T>(*shared);
  shared = copy;
  return *copy;
}

void apply_settings(RelationSnapshot& relation, const std::string& unit, const SettingsWrite& write) {
  if (write.application) {
    const auto bag = relation.applications.find(relation.own.application_name);
    if (bag != relation.applications.end()) apply_changes(own_copy(bag->second).settings, write.changes);
  } else if (const auto bag = relation.units.find(unit); bag != relation.units.end()) {
    apply_changes(own_copy(bag->second).settings, write.changes);
  }
}

/// The relation has gone: accepted and dropped.
std::optional<std::string> settings_refusal(const SettingsWrite& write, const UnitSnapshot& snapshot) {
  const auto* relation = relation_of(snapshot, write.relation);
  return relation ? bag_refusal(bag_after(write, *relation, snapshot.unit->name), most_bag_bytes) : std::nullopt;
}

} // namespace

const RelationSnapshot* relation_of(const UnitSnapshot& snapshot, RelationId id) {
  for (const auto& [number, relation] : snapshot.relations)
    if (relation.entity->id == id) return &relation;
  return nullptr;
}

Bag bag_after(const SettingsWrite& write, const RelationSnapshot& relation, const std::string& unit) {
  Bag bag;
  if (write.application) {
    const auto known = relation.applications.find(relation.own.application_name);
    if (known != relation.applications.end()) bag = known->second->settings;
  } else if (const auto known = relation.units.find(unit); known != relation.units.end()) {
    bag = known->second->settings;
  }
  apply_changes(bag, write.changes);
  return bag;
}

void merge_writes(Commit& commit, const Commit& part) {
  for (const auto& write : part.settings) merge_settings(commit, write);
  for (const auto& port : part.open_ports) merge_port(commit.open_ports, commit.close_ports, port);
  for (const auto& port : part.close_ports) merge_port(commit.close_ports, commit.open_ports, port);
  for (const auto& report : part.tasks) { // only ever the running task's
    if (commit.tasks.empty()) commit.tasks.push_back({.task = report.task});
    merge_report(commit.tasks.front(), report);
  }
  if (part.secrets) merge_secrets(commit.secrets, *part.secrets);
  if (part.outcome) commit.outcome = part.outcome;
  for (const auto& addition : part.add_storage) merge_addition(commit.add_storage, addition);
  if (!part.charm_state) return;
  if (!commit.charm_state) commit.charm_state.emplace();
  for (const auto& [key, value] : *part.charm_state) (*commit.charm_state)[key] = value;
}

void apply_own_writes(UnitSnapshot& snapshot, const Commit& commit) {
  for (const auto& write : commit.settings) {
    for (auto& [number, relation] : snapshot.relations) {
      if (relation.entity->id == write.relation) apply_settings(relation, snapshot.unit->name, write);
    }
  }
  for (const auto id : commit.detached_storage)
    std::erase_if(snapshot.storage, [&](const auto& one) { return one.second->id == id; });
  if (commit.open_ports.empty() && commit.close_ports.empty()) return;
  auto& ports = own_copy(snapshot.unit).opened_ports;
  for (const auto& port : commit.close_ports) std::erase(ports, port);
  for (const auto& port : commit.open_ports) {
    if (std::find(ports.begin(), ports.end(), port) == ports.end()) ports.push_back(port);
  }
}

void apply_leader_write(UnitSnapshot& snapshot, const BagChanges& changes) {
  apply_changes(own_copy(snapshot.application).leader_settings, changes);
}

std::optional<std::string> refusal_of(const Commit& commit, const UnitSnapshot& snapshot, const Bag& charm_state) {
  for (const auto& write : commit.settings) {
    if (auto refusal = settings_refusal(write, snapshot)) return refusal;
  }
  if (!commit.charm_state) return std::nullopt;
  Bag state = charm_state;
  apply_charm_state(state, *commit.charm_state);
  return bag_refusal(state, charm_state_limit_bytes(*snapshot.model));
}

void apply_charm_state(Bag& state, const BagChanges& changes) {
  for (const auto& [key, value] : changes) {
    if (value) state[key] = *value;
    else state.erase(key);
  }
}

} // namespace periapt::agent
