#include "cli/formatters/status_display.h"

#include "core/names.h"
#include "core/port_range.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

constexpr const char* agent_silent = "agent is not communicating with the server";

/// The endpoint of `hook failed: "db-relation-changed"`; "" when it is no relation hook.
std::string relation_endpoint_of(const std::string& message) {
  const auto quote = message.find('"');
  const auto hook = quote == std::string::npos ? std::string::npos : message.find("-relation-", quote);
  return hook == std::string::npos ? "" : message.substr(quote + 1, hook - quote - 1);
}

/// "mysql:server" when exactly one relation of that endpoint can be meant.
std::string other_end(const StatusReport& report, const std::string& application, const std::string& endpoint) {
  std::string found;
  for (const auto& relation : report.relations) {
    if (relation.ends.size() != 2) continue;
    for (std::size_t i = 0; i < 2; ++i) {
      if (relation.ends[i].application != application || relation.ends[i].endpoint != endpoint) continue;
      if (!found.empty()) return "";
      found = relation.ends[1 - i].application + ":" + relation.ends[1 - i].endpoint;
    }
  }
  return found;
}

std::string completed_error(const StatusReport& report, const std::string& application, const std::string& message) {
  const auto endpoint = relation_endpoint_of(message);
  if (endpoint.empty() || !message.ends_with('"')) return message;
  const auto other = other_end(report, application, endpoint);
  return other.empty() ? message : message + " for " + other;
}

StatusRecord shown_workload(const UnitReport& unit) { // the controller's view, before an agent counts as lost
  if (unit.agent_status.current != "error") return unit.workload_status;
  return {"error", unit.agent_status.message, unit.agent_status.since_ms};
}

void move_error(const StatusReport& report, const std::string& application, UnitReport& unit) {
  if (unit.agent_status.current != "error") return;
  unit.workload_status = shown_workload(unit);
  unit.workload_status.message = completed_error(report, application, unit.workload_status.message);
  unit.agent_status = {"idle", "", unit.agent_status.since_ms};
}

void mark_lost(UnitReport& unit) {
  if (!unit.agent_lost) return;
  unit.agent_status.current = "lost";
  unit.agent_status.message = agent_silent;
  auto& workload = unit.workload_status;
  if (workload.current == "error" || workload.current == "terminated") return;
  workload.current = "unknown";
  workload.message = fmt::format("agent lost, see 'juju show-status-log {}'", unit.name);
}

bool natural_name_less(const UnitReport* left, const UnitReport* right) {
  return natural_less(left->name, right->name);
}

} // namespace

void derive_application_statuses(StatusReport& report) {
  for (auto& application : report.applications) {
    if (application.explicit_status) continue;
    std::vector<StatusRecord> workloads;
    for (const auto& unit : application.units) workloads.push_back(shown_workload(unit));
    application.explicit_status =
        derive_application_status(workloads).value_or(StatusRecord{"unknown", "", application.created_ms});
  }
}

void present_units(StatusReport& report) {
  for (auto& application : report.applications)
    for (auto& unit : application.units) {
      move_error(report, application.name, unit);
      mark_lost(unit);
    }
}

std::string running_event(const std::string& agent_message) {
  std::string_view rest = agent_message;
  if (!rest.starts_with("running ")) return "";
  rest.remove_prefix(std::string_view("running ").size());
  if (constexpr std::string_view action = "action "; rest.starts_with(action))
    return std::string(rest.substr(action.size()));
  const auto hook = rest.find(" hook");
  return hook == std::string_view::npos ? "" : std::string(rest.substr(0, hook));
}

Subordinates subordinates_by_principal(const StatusReport& report) {
  Subordinates found;
  for (const auto& application : report.applications)
    for (const auto& unit : application.units)
      if (unit.principal) found[*unit.principal].push_back(&unit);
  for (auto& [principal, units] : found) std::sort(units.begin(), units.end(), natural_name_less);
  return found;
}

std::vector<const UnitReport*> principals_of(const ApplicationReport& application) {
  std::vector<const UnitReport*> units;
  for (const auto& unit : application.units)
    if (!unit.principal) units.push_back(&unit);
  std::sort(units.begin(), units.end(), natural_name_less);
  return units;
}

std::vector<const ApplicationReport*> applications_of(const StatusReport& report) {
  std::vector<const ApplicationReport*> applications;
  for (const auto& application : report.applications) applications.push_back(&application);
  std::sort(applications.begin(), applications.end(),
            [](auto* left, auto* right) { return natural_less(left->name, right->name); });
  return applications;
}

std::string ports_text(const std::vector<std::string>& open_ports) {
  std::vector<PortRange> ranges;
  for (const auto& text : open_ports) ranges.push_back(PortRange::parse(text));
  std::sort(ranges.begin(), ranges.end());
  std::vector<PortRange> merged;
  for (const auto& range : ranges) {
    if (!merged.empty() && merged.back().protocol == range.protocol && range.from <= merged.back().to + 1)
      merged.back().to = std::max(merged.back().to, range.to);
    else
      merged.push_back(range);
  }
  std::string text;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    const auto& [protocol, from, to] = merged[i];
    const bool last_of_protocol = i + 1 == merged.size() || merged[i + 1].protocol != protocol;
    if (protocol == "icmp")
      text += protocol;
    else
      text +=
          fmt::format("{}{}{}", from, to > from ? fmt::format("-{}", to) : "", last_of_protocol ? "/" + protocol : "");
    if (i + 1 < merged.size()) text += last_of_protocol ? " " : ",";
  }
  return text;
}

std::string Scale::text() const {
  return running == total ? std::to_string(total) : fmt::format("{}/{}", running, total);
}

Scale scale_of(const ApplicationReport& application) {
  Scale scale;
  for (const auto& unit : application.units) {
    if (unit.workload_status.current == "terminated") continue;
    ++scale.total;
    const auto& agent = unit.agent_status.current;
    if (agent == "idle" || agent == "executing" || agent == "running") ++scale.running;
  }
  return scale;
}

} // namespace periapt::cli
