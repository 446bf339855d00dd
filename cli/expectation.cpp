#include "cli/expectation.h"

#include "cli/formatters/glob.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

constexpr std::size_t longest_shown = 200;

std::string shown(const std::string& text) {
  return text.size() <= longest_shown ? text : text.substr(0, longest_shown) + "…";
}

std::string told_status(const StatusRecord& status) {
  return status.message.empty() ? status.current : fmt::format("{} \"{}\"", status.current, shown(status.message));
}

} // namespace

std::vector<Unmet> ExpectationCheck::unmet(const authoring::Expectation& expectation) {
  for (const auto& expected : expectation.statuses) check_status(expected);
  for (const auto& expected : expectation.ports) check_ports(expected);
  for (const auto& expected : expectation.storage) check_storage(expected);
  for (const auto& expected : expectation.data) check_data(expected);
  if (unmet_.empty()) check_settled();
  return std::move(unmet_);
}

std::vector<const UnitReport*> ExpectationCheck::units_of(const std::string& name) const {
  std::vector<const UnitReport*> units;
  for (const auto& application : report_.applications)
    for (const auto& unit : application.units)
      if (unit.name == name || application.name == name) units.push_back(&unit);
  return units;
}

void ExpectationCheck::check_status(const authoring::ExpectedStatus& expected) {
  const auto units = units_of(expected.of);
  if (units.empty()) return add("", fmt::format("{}: is not there", expected.of));
  for (const auto* unit : units) {
    const auto& is = unit->workload_status;
    const bool status_fits = glob_matches(expected.status, is.current);
    if (status_fits && (!expected.message || glob_matches(*expected.message, is.message))) continue;
    const auto message = expected.message ? fmt::format(" \"{}\"", *expected.message) : "";
    add(unit->name, fmt::format("{}: expected status {}{}, is {}", unit->name, expected.status, message, told_status(is)),
        !status_fits && is.current == "error");
  }
}

void ExpectationCheck::check_ports(const authoring::ExpectedPorts& expected) {
  const auto units = units_of(expected.unit);
  if (units.empty()) return add("", fmt::format("{}: is not there", expected.unit));
  if (units.front()->open_ports != expected.ports)
    add(expected.unit, fmt::format("{}: expected the ports {} to be open, open are {}", expected.unit,
                                   fmt::join(expected.ports, " "), fmt::join(units.front()->open_ports, " ")));
}

void ExpectationCheck::check_storage(const authoring::ExpectedStorage& expected) {
  const auto storage = std::find_if(report_.storage.begin(), report_.storage.end(), [&](const auto& one) { return one.id == expected.id; });
  const bool is_there = storage != report_.storage.end();
  const auto is = is_there ? told_status(storage->status) : std::string("not there");
  if (expected.status ? is_there && glob_matches(*expected.status, storage->status.current) : !is_there) return;
  const auto unit = is_there ? storage->unit : "";
  add(unit, fmt::format("{}: expected to be {}, is {}", expected.id, expected.status.value_or("gone"), is));
}

const wire::UnitInfo& ExpectationCheck::info_of(const std::string& unit) {
  const auto known = infos_.find(unit);
  if (known != infos_.end()) return known->second;
  const UnitName name(unit);
  return infos_.emplace(unit, model_.get<wire::UnitInfo>({"units", name.application().str(), std::to_string(name.number())})).first->second;
}

/// Of each relation of the endpoint. An application's own bag is seen from the other side, or by its peers.
std::vector<Bag> ExpectationCheck::bags_of(const authoring::ExpectedData& expected) {
  std::vector<Bag> bags;
  const bool of_unit = UnitName::parse(expected.publisher).has_value();
  for (const auto& application : report_.applications)
    for (const auto& unit : application.units) {
      if (of_unit && unit.name != expected.publisher) continue;
      for (const auto& relation : info_of(unit.name).relation_info) {
        if (of_unit && relation.endpoint == expected.endpoint && relation.local_unit)
          bags.push_back(relation.local_unit->data);
        if (!of_unit && relation.related_application == expected.publisher && relation.related_endpoint == expected.endpoint)
          bags.push_back(relation.application_data);
      }
    }
  return bags;
}

void ExpectationCheck::check_data(const authoring::ExpectedData& expected) {
  const auto& [publisher, endpoint, key, value] = expected;
  const auto units = units_of(publisher);
  const auto unit = units.empty() ? "" : units.front()->name;
  const auto bags = bags_of(expected);
  const auto is_so = [&](const Bag& bag) {
    const auto found = bag.find(expected.key);
    if (!expected.value) return found == bag.end();
    return found != bag.end() && glob_matches(*expected.value, found->second);
  };
  if (std::any_of(bags.begin(), bags.end(), is_so)) return;
  const auto wanted = value ? fmt::format("\"{}\"", *value) : std::string("not to be published");
  if (bags.empty()) return add(unit, fmt::format("{} {}: expected {} {}, but there is no such relation", publisher, endpoint, key, wanted));
  const auto found = bags.front().find(key);
  add(unit, fmt::format("{} {}: expected {} {}, {}", publisher, endpoint, key, wanted,
                        found == bags.front().end() ? "is not published" : "is \"" + shown(found->second) + "\""));
}

void ExpectationCheck::check_settled() {
  for (const auto& application : report_.applications)
    for (const auto& unit : application.units)
      if (unit.agent_status.current != "idle")
        add(unit.name, fmt::format("{}: all of it is so, but the agent is not done: {}", unit.name, told_status(unit.agent_status)));
}

} // namespace periapt::cli
