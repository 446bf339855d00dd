#include "cli/formatters/status_brief.h"

#include "core/port_range.h"

#include <fmt/ostream.h>

#include <algorithm>
#include <charconv>
#include <ostream>
#include <set>

namespace periapt::cli {

namespace {

void print_unit(std::ostream& out, const UnitReport& unit, const Subordinates& subordinates, int depth) {
  fmt::print(out, "{}- {}: {} (agent:{}, workload:{})", std::string(2 * depth, ' '), unit.name, unit.public_address,
             unit.agent_status.current, unit.workload_status.current);
  if (!unit.open_ports.empty()) fmt::print(out, " {}", ports_text(unit.open_ports));
  out << '\n';
  if (const auto found = subordinates.find(unit.name); found != subordinates.end())
    for (const auto* subordinate : found->second) print_unit(out, *subordinate, subordinates, depth + 1);
}

/// The network an IPv4 address was in when there were classes: 10.7.0.11 -> 10.0.0.0/8. "" for others.
std::string classful_network(const std::string& address) {
  int parts[4] = {};
  const char* at = address.data();
  const char* const end = at + address.size();
  for (int i = 0; i < 4; ++i) {
    const auto [next, error] = std::from_chars(at, end, parts[i]);
    if (error != std::errc{} || parts[i] < 0 || parts[i] > 255) return "";
    if (i < 3 ? next == end || *next != '.' : next != end) return "";
    at = next + 1;
  }
  if (parts[0] < 128) return fmt::format("{}.0.0.0/8", parts[0]);
  if (parts[0] < 192) return fmt::format("{}.{}.0.0/16", parts[0], parts[1]);
  return fmt::format("{}.{}.{}.0/24", parts[0], parts[1], parts[2]);
}

struct Summary {
  std::set<std::string> networks;
  std::set<PortRange> ports;
  std::map<std::string, int> machines; // by status
  std::map<std::string, int> units;    // by workload status
  int unit_count = 0;
};

void add_network(Summary& summary, const std::string& address) {
  if (const auto network = classful_network(address); !network.empty()) summary.networks.insert(network);
}

Summary summarise(const StatusReport& report) {
  Summary summary;
  for (const auto& machine : report.machines) {
    ++summary.machines[machine.agent_status.current];
    for (const auto& address : machine.addresses) add_network(summary, address);
  }
  for (const auto& application : report.applications)
    for (const auto& unit : application.units) {
      ++summary.unit_count;
      ++summary.units[unit.workload_status.current];
      add_network(summary, unit.public_address);
      for (const auto& port : unit.open_ports) summary.ports.insert(PortRange::parse(port));
    }
  return summary;
}

std::string joined(const std::set<std::string>& texts) {
  std::string text;
  for (const auto& part : texts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

/// A heading and its rows, labels right-aligned in one column.
void print_block(std::ostream& out, const std::string& heading, std::size_t count,
                 const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t width = heading.size();
  for (const auto& [label, value] : rows) width = std::max(width, label.size());
  fmt::print(out, "\n{:>{}}:  ({})\n", heading, width, count);
  for (const auto& [label, value] : rows) fmt::print(out, "{:>{}}{}\n", label, width, value);
}

std::vector<std::pair<std::string, std::string>> counted(const std::map<std::string, int>& counts) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& [status, count] : counts) rows.emplace_back(status, fmt::format(":   {}", count));
  return rows;
}

} // namespace

void print_status_short(std::ostream& out, const StatusReport& report) {
  const auto subordinates = subordinates_by_principal(report);
  for (const auto* application : applications_of(report))
    for (const auto* unit : principals_of(*application)) print_unit(out, *unit, subordinates, 0);
}

void print_status_summary(std::ostream& out, const StatusReport& report) {
  const auto summary = summarise(report);
  std::string port_list;
  for (const auto& port : summary.ports) port_list += (port_list.empty() ? "" : ", ") + port.str();
  fmt::print(out, "Running on subnets:  {}\n Utilizing ports:    {}\n", joined(summary.networks), port_list);
  print_block(out, "# Machines", report.machines.size(), counted(summary.machines));
  print_block(out, "# Units", static_cast<std::size_t>(summary.unit_count), counted(summary.units));
  std::vector<std::pair<std::string, std::string>> applications;
  for (const auto* application : applications_of(report)) {
    const auto scale = scale_of(*application);
    applications.emplace_back(application->name, fmt::format("  {}/{}{}", scale.running, scale.total,
                                                             application->exposed ? "  exposed" : ""));
  }
  print_block(out, "# Applications", applications.size(), applications);
}

} // namespace periapt::cli
