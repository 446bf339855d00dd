#include "cli/wait_scope.h"

#include <algorithm>

namespace periapt::cli {

namespace {

Value machine_record(const MachineReport& machine) {
  return Record()
      .add("id", machine.name)
      .add("life", word_of(machine.life))
      .add("status", machine.agent_status.current)
      .add("instance-status", machine.instance_status.current)
      .add("series", machine.base_name + "@" + machine.base_channel)
      .add("addresses", list_of(machine.addresses))
      .add("containers", List{})
      .add("hardware", machine.hardware)
      .add("has-vote", false)
      .value();
}

Value machines_named(const StatusReport& report, const std::vector<std::string>& names) {
  Map machines;
  for (const auto& machine : report.machines)
    if (std::find(names.begin(), names.end(), machine.name) != names.end())
      machines.emplace_back(machine.name, machine_record(machine));
  return machines;
}

Value unit_record(const StatusReport& report, const ApplicationReport& application, const UnitReport& unit) {
  return Record()
      .add("name", unit.name)
      .add("application", application.name)
      .add("series", application.base_name + "@" + application.base_channel)
      .add("public-address", unit.public_address)
      .add("private-address", unit.public_address)
      .add("machine-id", unit.machine)
      .add("subordinate", unit.principal.has_value())
      .add("principal", unit.principal.value_or(""))
      .add("leader", unit.leader)
      .add("life", word_of(unit.life))
      .add("workload-status", unit.workload_status.current)
      .add("workload-message", unit.workload_status.message)
      .add("agent-status", unit.agent_status.current)
      .add("machines", machines_named(report, {unit.machine}))
      .value();
}

Value application_record(const StatusReport& report, const ApplicationReport& application) {
  Map units;
  std::vector<std::string> machines;
  for (const auto& unit : application.units) {
    units.emplace_back(unit.name, unit_record(report, application, unit));
    machines.push_back(unit.machine);
  }
  const auto status = application.explicit_status.value_or(StatusRecord{});
  return Record()
      .add("name", application.name)
      .add("life", word_of(application.life))
      .add("status", status.current)
      .add("status-message", status.message)
      .add("charm", application.charm_url)
      .add("exposed", application.exposed)
      .add("subordinate", application.subordinate)
      .add("min-units", 0)
      .add("workload-version", application.workload_version)
      .add("units", std::move(units))
      .add("machines", machines_named(report, machines))
      .value();
}

} // namespace

std::optional<Value> application_scope(const StatusReport& report, const std::string& name) {
  for (const auto& application : report.applications)
    if (application.name == name) return application_record(report, application);
  return std::nullopt;
}

std::optional<Value> unit_scope(const StatusReport& report, const std::string& name) {
  for (const auto& application : report.applications)
    for (const auto& unit : application.units)
      if (unit.name == name) return unit_record(report, application, unit);
  return std::nullopt;
}

std::optional<Value> machine_scope(const StatusReport& report, const std::string& name) {
  for (const auto& machine : report.machines)
    if (machine.name == name) return machine_record(machine);
  return std::nullopt;
}

Value model_scope(const StatusReport& report) {
  Map applications, machines, units, relations;
  for (const auto& application : report.applications) {
    applications.emplace_back(application.name, application_record(report, application));
    for (const auto& unit : application.units) units.emplace_back(unit.name, unit_record(report, application, unit));
  }
  for (const auto& machine : report.machines) machines.emplace_back(machine.name, machine_record(machine));
  for (const auto& relation : report.relations)
    relations.emplace_back(relation.key, Record()
                                             .add("id", relation.number)
                                             .add("key", relation.key)
                                             .add("life", word_of(relation.life))
                                             .add("status", relation.status)
                                             .value());
  return Record()
      .add("name", report.model_name)
      .add("life", word_of(report.model_life))
      .add("status", report.model_status.current)
      .add("is-controller", report.is_controller.value_or(false))
      .add("applications", std::move(applications))
      .add("machines", std::move(machines))
      .add("units", std::move(units))
      .add("relations", std::move(relations))
      .value();
}

} // namespace periapt::cli
