#include "cli/bundle_units.h"

#include "core/error.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

using Placement = charm::BundlePlacement;

const PresentApplication* find_present(const PresentModel& model, const std::string& name) {
  const auto found = model.applications.find(name);
  return found == model.applications.end() ? nullptr : &found->second;
}

/// Where the first new unit's number begins.
std::int64_t first_new_unit(const PresentApplication* present) {
  std::int64_t next = 0;
  if (present)
    for (const auto& [name, machine] : present->units)
      next = std::max(next, static_cast<std::int64_t>(std::stoll(name.substr(name.find('/') + 1))) + 1);
  return next;
}

std::vector<std::string> naturally_sorted(const auto& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  std::sort(names.begin(), names.end(), [](const auto& left, const auto& right) { return natural_less(left, right); });
  return names;
}

} // namespace

BundleUnits::BundleUnits(const charm::Bundle& bundle, const PresentModel& model, MachineMap machine_map,
                         std::vector<BundleChange>& changes)
    : bundle_(bundle), model_(model), machine_map_(std::move(machine_map)), changes_(changes) {
  infer_machines();
}

/// Unit i of an application is where to[i] says.
void BundleUnits::infer_machines() {
  for (const auto& [name, application] : bundle_.applications) {
    const auto* present = find_present(model_, name);
    if (!present) continue;
    for (std::size_t i = 0; i < std::min(application.to.size(), present->units.size()); ++i) {
      const auto placement = charm::parse_bundle_placement(application.to[i]);
      if (placement && placement->kind == Placement::Kind::machine && placement->container.empty())
        machine_map_.try_emplace(placement->target, present->units[i].second);
    }
  }
}

void BundleUnits::add_machines() {
  std::optional<std::size_t> before;
  for (const auto& id : naturally_sorted(bundle_.machines)) {
    if (machine_map_.contains(id)) {
      annotate_machine(id, std::nullopt);
      continue;
    }
    BundleChange change{.kind = BundleChange::Kind::add_machine, .bundle_machine = id};
    change.slot = slot_of_machine_[id] = next_slot_++;
    if (before) change.requirements.push_back(*before);
    before = maker_[*change.slot] = changes_.size();
    changes_.push_back(std::move(change));
    annotate_machine(id, before);
  }
}

/// `maker`: the change that makes it; nullopt: it is there.
void BundleUnits::annotate_machine(const std::string& id, std::optional<std::size_t> maker) {
  BundleChange change{.kind = BundleChange::Kind::annotate_machine, .bundle_machine = id};
  if (maker) {
    change.slot = slot_of_machine_.at(id);
    change.requirements = {*maker};
  } else {
    change.machine = machine_map_.at(id);
  }
  const auto present = model_.machine_annotations.find(change.machine);
  change.options = changed_notes(bundle_.machines.at(id).annotations,
                                 present == model_.machine_annotations.end() ? Notes{} : present->second);
  if (!change.options.empty()) changes_.push_back(std::move(change));
}

void BundleUnits::add_units(const std::map<std::string, std::size_t>& deployed) {
  for (const auto& name : naturally_sorted(bundle_.applications)) place_application(name);
  for (const auto& name : naturally_sorted(bundle_.applications))
    for (auto& unit : units_[name]) {
      unit.change = changes_.size();
      BundleChange change{.kind = BundleChange::Kind::add_unit, .text = unit.name, .application = name,
                          .machine = unit.place.machine, .slot = unit.place.slot, .bundle_machine = unit.directive};
      if (const auto found = deployed.find(name); found != deployed.end()) change.requirements.push_back(found->second);
      if (unit.place.slot) {
        const auto [maker, first] = maker_.try_emplace(*unit.place.slot, changes_.size());
        change.makes_machine = first;
        if (!first) change.requirements.push_back(maker->second);
      }
      changes_.push_back(std::move(change));
    }
}

void BundleUnits::place_application(const std::string& name) {
  if (units_.contains(name)) return;
  if (std::find(in_work_.begin(), in_work_.end(), name) != in_work_.end())
    throw make_error(ErrorKind::invalid, "cycle in placement directives for: {}", fmt::join(in_work_, ", "));
  in_work_.push_back(name);
  const auto& application = bundle_.applications.at(name);
  const auto* present = find_present(model_, name);
  const auto there = present ? static_cast<std::int64_t>(present->units.size()) : 0;
  const auto missing = std::max<std::int64_t>(application.num_units.value_or(0) - there, 0);
  auto number = first_new_unit(present);
  std::vector<NewUnit> placed;
  for (std::int64_t i = 0; i < missing; ++i) {
    const auto at = static_cast<std::size_t>(there + i);
    std::string directive;
    if (at < application.to.size()) directive = application.to[at];
    else if (!application.to.empty()) {
      const auto last = charm::parse_bundle_placement(application.to.back());
      const bool repeats = last && (last->kind == Placement::Kind::application || last->kind == Placement::Kind::fresh);
      if (repeats) directive = application.to.back();
    }
    NewUnit unit{.name = fmt::format("{}/{}", name, number++), .place = {}, .directive = {}};
    unit.place = place_of(name, directive, unit.directive);
    units_[name].push_back(unit); // already seen by the next one of this application
  }
  units_.try_emplace(name);
  in_work_.pop_back();
}

BundleUnits::Place BundleUnits::place_of(const std::string& application, const std::string& directive,
                                         std::string& told) {
  if (directive.empty()) return fresh_place();
  const auto placement = charm::parse_bundle_placement(directive);
  if (!placement) throw make_error(ErrorKind::invalid, "invalid placement syntax \"{}\"", directive);
  if (!placement->container.empty())
    throw make_error(ErrorKind::invalid, "placement \"{}\" is not supported here: local machines have no containers", directive);
  switch (placement->kind) {
  case Placement::Kind::fresh: return fresh_place();
  case Placement::Kind::machine: return place_of_bundle_machine(placement->target);
  case Placement::Kind::unit: told = directive; return place_of_unit(placement->target);
  case Placement::Kind::application: told = directive; return place_beside(application, placement->target);
  }
  return fresh_place();
}

BundleUnits::Place BundleUnits::place_of_bundle_machine(const std::string& id) {
  if (const auto mapped = machine_map_.find(id); mapped != machine_map_.end()) return {mapped->second, std::nullopt};
  return {"", slot_of_machine_.at(id)};
}

BundleUnits::Place BundleUnits::place_of_unit(const std::string& unit) {
  const auto name = unit.substr(0, unit.find('/'));
  place_application(name);
  if (const auto* present = find_present(model_, name))
    for (const auto& [known, machine] : present->units)
      if (known == unit) return {machine, std::nullopt};
  for (const auto& one : units_[name])
    if (one.name == unit) return one.place;
  throw make_error(ErrorKind::invalid, "placement \"{}\" refers to a unit that is not there", unit);
}

bool BundleUnits::is_on(const std::string& application, const Place& place) const {
  const auto* present = find_present(model_, application);
  if (present && !place.slot &&
      std::any_of(present->units.begin(), present->units.end(), [&](const auto& unit) { return unit.second == place.machine; }))
    return true;
  const auto found = units_.find(application);
  return found != units_.end() && std::any_of(found->second.begin(), found->second.end(),
                                              [&](const auto& unit) { return unit.place == place; });
}

/// The first place of the other application where this one is not yet; else a new machine.
BundleUnits::Place BundleUnits::place_beside(const std::string& application, const std::string& other) {
  place_application(other);
  if (const auto* present = find_present(model_, other))
    for (const auto& [unit, machine] : present->units)
      if (const Place place{machine, std::nullopt}; !is_on(application, place)) return place;
  for (const auto& unit : units_[other])
    if (!is_on(application, unit.place)) return unit.place;
  return fresh_place();
}

} // namespace periapt::cli
