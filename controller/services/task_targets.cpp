#include "services/task_targets.h"

#include "core/error.h"
#include "core/names.h"
#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

constexpr std::string_view leader_suffix = "/leader";

TaskTarget target_of(const UnitRow& unit) { return {.unit_name = unit.name, .unit = unit.id, .machine = unit.machine}; }
TaskTarget target_of(const MachineRow& machine) { return {.machine_name = machine.name, .machine = machine.id}; }

TaskTarget leader_target(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto application = name.substr(0, name.size() - leader_suffix.size());
  const auto row = applications::find(transaction, model, application);
  const auto leader = row && row->leader ? units::find(transaction, *row->leader) : std::nullopt;
  if (leader) return target_of(*leader);
  return {.unit_name = name, .error = fmt::format("could not determine leader for \"{}\"", application)};
}

} // namespace

std::string TaskTarget::tag() const {
  if (!machine_name.empty()) return "machine-" + machine_name;
  const auto name = UnitName::parse(unit_name);
  return name ? name->tag() : unit_name;
}

TaskTarget unit_target(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  if (name.ends_with(leader_suffix)) return leader_target(transaction, model, name);
  const UnitName checked(name);
  if (const auto unit = units::find(transaction, model, checked.str())) return target_of(*unit);
  return {.unit_name = name, .error = fmt::format("\"{}\" not found", checked.tag())};
}

TaskTarget machine_target(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  if (const auto machine = machines::find(transaction, model, name)) return target_of(*machine);
  return {.machine_name = name, .error = fmt::format("\"machine-{}\" not found", name)};
}

std::vector<TaskTarget> application_targets(const ReadTransaction& transaction, ModelId model,
                                            const std::string& application) {
  std::vector<TaskTarget> targets;
  for (const auto& unit : units::of_application(transaction, applications::get(transaction, model, application).id))
    targets.push_back(target_of(unit));
  return targets;
}

std::vector<TaskTarget> machine_targets(const ReadTransaction& transaction, ModelId model) {
  std::vector<TaskTarget> targets;
  for (const auto& machine : machines::list(transaction, model)) targets.push_back(target_of(machine));
  return targets;
}

} // namespace periapt::services
