#include "sim/resolver/world.h"

#include "sim/named_event_rules.h"

#include <algorithm>

namespace periapt::sim {

bool WorldRelation::has(const std::string& application) const {
  return std::find(applications.begin(), applications.end(), application) != applications.end();
}

void World::add_application() {
  const auto name = "app" + std::to_string(next_application_++);
  applications[name];
  const auto number = next_relation_++;
  relations[number] = {.applications = {name}};
  relations[number].application_bags[name];
}

void World::add_unit(const std::string& application) {
  auto& owner = applications.at(application);
  const auto name = application + "/" + std::to_string(owner.next_unit++);
  units[name] = {.name = name, .application = application};
  ++revision_;
}

void World::remove_unit(const std::string& unit) {
  units.at(unit).life = Life::dying;
  ++revision_;
}

void World::relate(const std::string& left, const std::string& right) {
  for (const auto& [number, relation] : relations)
    if (!relation.peer() && relation.has(left) && relation.has(right)) return;
  auto& relation = relations[next_relation_++];
  relation.applications = {left, right};
  for (const auto& application : relation.applications) relation.application_bags[application];
  ++revision_;
}

void World::remove_relation(std::int64_t number) {
  relations.at(number).life = Life::dying;
  ++revision_;
  drop_if_empty(number);
}

void World::enter(const std::string& unit, std::int64_t number) {
  const auto relation = relations.find(number);
  if (relation == relations.end()) return;
  relation->second.scope.insert(unit);
  touch(relation->second.unit_bags[unit].version);
}

void World::leave(const std::string& unit, std::int64_t number) {
  const auto relation = relations.find(number);
  if (relation == relations.end()) return;
  relation->second.scope.erase(unit);
  ++revision_;
  drop_if_empty(number);
}

void World::drop_if_empty(std::int64_t number) {
  const auto& relation = relations.at(number);
  if (relation.life != Life::alive && relation.scope.empty()) relations.erase(number);
}

void World::write(const std::string& unit, std::int64_t number, const std::string& value) {
  const auto relation = relations.find(number);
  if (relation == relations.end() || !relation->second.scope.contains(unit)) return;
  history_.push_back({.fact = Fact::bag_written, .unit = units.at(unit).label(), .relation = number, .value = value});
  if (defect_ == Defect::write_lost) return;
  auto& bag = relation->second.unit_bags[unit];
  bag.value = value;
  touch(bag.version);
}

bool World::write_application(const std::string& unit, std::int64_t number, std::int64_t term) {
  const auto relation = relations.find(number);
  if (relation == relations.end()) return true;
  const auto& application = units.at(unit).application;
  const auto& owner = applications.at(application);
  const bool current = owner.leader == unit && owner.term == term;
  if (!current && defect_ != Defect::stale_leader_accepted) return false;
  history_.push_back({.fact = Fact::app_bag_written, .unit = units.at(unit).label(), .relation = number,
                      .version = term, .application = application});
  touch(relation->second.application_bags[application].version);
  return true;
}

void World::dead(const std::string& unit) {
  for (auto& [number, relation] : relations) relation.scope.erase(unit);
  std::vector<std::int64_t> numbers;
  for (const auto& [number, relation] : relations) numbers.push_back(number);
  for (const auto number : numbers) drop_if_empty(number);
  auto& owner = applications.at(units.at(unit).application);
  if (owner.leader == unit) owner.leader.reset();
  drop_holdings(unit);
  units.erase(unit);
  std::erase_if(tasks, [&](const auto& entry) { return entry.second.unit == unit; });
  ++revision_;
}

void World::grant_leases(Random& random) {
  for (auto& [name, application] : applications) {
    if (application.leader) continue;
    std::vector<std::string> candidates;
    for (const auto& [unit, state] : units)
      if (state.application == name && state.life == Life::alive) candidates.push_back(unit);
    if (candidates.empty()) continue;
    application.leader = random.pick(candidates);
    if (defect_ != Defect::two_leaders || application.term == 0) ++application.term;
    ++revision_;
    history_.push_back({.fact = Fact::leader_granted, .unit = units.at(*application.leader).label(),
                        .version = application.term, .application = name});
  }
}

void World::take_lease(const std::string& application) {
  applications.at(application).leader.reset();
  ++revision_;
}

bool World::present(const WorldRelation& relation, const std::string& unit) const {
  return relation.scope.contains(unit) && units.at(unit).life == Life::alive;
}

resolver::RemoteRelation World::relation_view(std::int64_t number, const WorldUnit& unit) const {
  const auto& relation = relations.at(number);
  resolver::RemoteRelation view{.id = RelationId{number + 1}, .number = number, .life = relation.life,
                                .endpoint = "r" + std::to_string(number), .peer = relation.peer()};
  for (const auto& application : relation.applications) {
    if (application == unit.application && !relation.peer()) continue;
    view.remote_application = application;
    view.applications[application] = relation.application_bags.at(application).version;
    for (const auto& [name, other] : units)
      if (other.application == application && name != unit.name && present(relation, name))
        view.members[name] = relation.unit_bags.at(name).version;
  }
  for (const auto* publishers : {&view.members, &view.applications})
    for (const auto& [publisher, version] : *publishers)
      if (event_holds(version)) view.events[publisher].insert("even");
  return view;
}

resolver::RemoteState World::view_of(const std::string& name) const {
  resolver::RemoteState view;
  view.unit = name;
  const auto found = units.find(name);
  if (found == units.end()) {
    view.life = Life::dead;
    return view;
  }
  const auto& unit = found->second;
  const auto& application = applications.at(unit.application);
  view.life = unit.life;
  view.resolved = unit.resolved;
  view.charm = {.url = charm_prefix + std::to_string(application.charm), .sha256 = "", .modified = 0};
  view.charm_forced = application.charm_forced;
  view.settings = std::to_string(application.config);
  view.leader = application.leader;
  view.leader_term = application.term;
  view.leader_settings_version = application.leader_settings;
  for (const auto& [number, relation] : relations)
    if (relation.has(unit.application)) view.relations[number] = relation_view(number, unit);
  for (const auto& [number, task] : tasks)
    if (task.unit == name) view.tasks[number] = {.id = TaskId{number}, .begun = task.begun};
  view_holdings(view, unit);
  return view;
}

FinalState World::final_state() const {
  FinalState state;
  for (const auto& [name, unit] : units) {
    const auto& owner = applications.at(unit.application);
    auto& final = state.units[unit.label()];
    final.application = unit.application;
    final.config_version = config_version(owner.config, owner.charm);
  }
  final_holdings(state);
  for (const auto& [number, relation] : relations) {
    auto& final = state.relations[number];
    final.peer = relation.peer();
    final.has_events = true;
    for (const auto& [application, bag] : relation.application_bags)
      final.application_versions[application] = bag.version;
    for (const auto& [name, unit] : units) {
      if (!present(relation, name)) continue;
      final.versions[unit.label()] = relation.unit_bags.at(name).version;
      final.values[unit.label()] = relation.unit_bags.at(name).value;
      final.applications[unit.label()] = unit.application;
    }
  }
  return state;
}

} // namespace periapt::sim
