#include "cli/formatters/status_tabular.h"

#include "cli/formatters/storage_document.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "core/names.h"

#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace periapt::cli {

namespace {

Cell status_cell(const std::string& status) { return {status, colour_of_status(status)}; }

/// Yellow while some units are not there.
Cell scale_cell(const Scale& scale) {
  return {scale.text(), scale.running < scale.total ? Colour::busy : Colour::none};
}

/// At most 120 bytes, cut between characters.
std::string shortened(const std::string& message) {
  if (message.size() <= 120) return message;
  std::size_t end = 117;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0) == 0x80) --end;
  return message.substr(0, end) + "...";
}

/// The first line, cut when it is long.
std::string short_version(const std::string& version) {
  const std::string line = version.substr(0, version.find('\n'));
  return line.size() > 15 ? line.substr(0, 12) + "..." : line;
}

std::string unit_message(const UnitReport& unit) {
  if (unit.agent_status.current == "executing")
    if (const auto event = running_event(unit.agent_status.message); !event.empty())
      return fmt::format("({}) {}", event, unit.workload_status.message);
  if (unit.agent_status.current == "allocating" && unit.workload_status.message.empty())
    return unit.agent_status.message;
  return unit.workload_status.message;
}

/// "x" of `availability-zone=x` in the hardware's text
std::string zone_of(const std::string& hardware) {
  constexpr std::string_view key = "availability-zone=";
  const auto at = hardware.find(key);
  if (at == std::string::npos) return "";
  const auto begin = at + key.size();
  return hardware.substr(begin, hardware.find(' ', begin) - begin);
}

Table model_table(const StatusReport& report, const StatusView& view) {
  const std::string place = report.region.empty() ? report.cloud : report.cloud + "/" + report.region;
  const std::string& notes = report.model_status.message;
  std::vector<std::string> titles{"Model", "Controller", "Cloud/Region", "Version", "SLA", "Timestamp"};
  std::vector<Cell> row{report.model_name, view.controller, place,
                        report.version,    "unsupported",   clock_text(view.now_ms, view.iso_utc)};
  if (!notes.empty()) {
    titles.emplace_back("Notes");
    row.emplace_back(notes);
  }
  Table table(titles);
  table.add(std::move(row));
  return table;
}

Table application_table(const StatusReport& report) {
  Table table({"App", "Version", "Status", ">Scale", "Charm", "Channel", ">Rev", "Exposed", "Message"});
  for (const auto* application : applications_of(report)) {
    const auto status = application->explicit_status.value_or(StatusRecord{});
    table.add({application->name, short_version(application->workload_version), status_cell(status.current),
               scale_cell(scale_of(*application)), application->charm_name, application->channel,
               std::to_string(application->charm_revision),
               application->exposed ? Cell("yes", Colour::good) : Cell("no"), shortened(status.message)});
  }
  return table;
}

void add_unit(Table& table, const UnitReport& unit, const Subordinates& subordinates, int depth) {
  const std::string name = std::string(2 * depth, ' ') + unit.name + (unit.leader ? "*" : "");
  table.add({name, status_cell(unit.workload_status.current), status_cell(unit.agent_status.current), unit.machine,
             {unit.public_address, Colour::place}, {ports_text(unit.open_ports), Colour::port}, shortened(unit_message(unit))});
  if (const auto found = subordinates.find(unit.name); found != subordinates.end())
    for (const auto* subordinate : found->second) add_unit(table, *subordinate, subordinates, depth + 1);
}

Table unit_table(const StatusReport& report) {
  Table table({"Unit", "Workload", "Agent", "Machine", "Public address", "Ports", "Message"});
  const auto subordinates = subordinates_by_principal(report);
  for (const auto* application : applications_of(report))
    for (const auto* unit : principals_of(*application)) add_unit(table, *unit, subordinates, 0);
  return table;
}

Table machine_table(const StatusReport& report) {
  Table table({"Machine", "State", "Address", "Inst id", "Base", "AZ", "Message"});
  std::vector<const MachineReport*> machines;
  for (const auto& machine : report.machines) machines.push_back(&machine);
  std::sort(machines.begin(), machines.end(),
            [](auto* left, auto* right) { return natural_less(left->name, right->name); });
  for (const auto* machine : machines) {
    const std::string base =
        machine->base_name.empty()
            ? ""
            : machine->base_name + "@" + machine->base_channel.substr(0, machine->base_channel.find('/'));
    table.add({machine->name, status_cell(machine->agent_status.current),
               {machine->addresses.empty() ? "" : machine->addresses.front(), Colour::place},
               machine->instance_id.empty() ? "pending" : machine->instance_id, base, zone_of(machine->hardware),
               shortened(machine->instance_status.message)});
  }
  return table;
}

Table remote_application_table(const StatusReport& report) {
  Table table({"SAAS", "Status", "Store", "URL"});
  for (const auto& remote : report.remote_applications) {
    const auto colon = remote.url.find(':');
    const auto status = remote.status ? remote.status->current : "terminated";
    table.add({remote.name, status_cell(status), colon == std::string::npos ? "local" : remote.url.substr(0, colon),
               remote.url.substr(colon == std::string::npos ? 0 : colon + 1)});
  }
  return table;
}

/// "3" of "local:db-3" and "ch:amd64/db-3"
std::string revision_in(const std::string& charm_url) { return charm_url.substr(charm_url.rfind('-') + 1); }

Table offer_table(const StatusReport& report) {
  Table table({"Offer", "Application", "Charm", ">Rev", "Connected", "Endpoint", "Interface", "Role"});
  for (const auto& offer : report.offers) {
    const auto name = offer.charm_url.substr(offer.charm_url.find_last_of(":/") + 1);
    std::vector<std::string> head{offer.name, offer.application, name.substr(0, name.rfind('-')),
                                  revision_in(offer.charm_url),
                                  fmt::format("{}/{}", offer.active_connections, offer.connections)};
    for (const auto& endpoint : offer.endpoints) {
      std::vector<Cell> cells(head.begin(), head.end());
      cells.insert(cells.end(), {Cell(endpoint.name), Cell(endpoint.interface),
                                 Cell(std::string(boost::describe::enum_to_string(endpoint.role, "")))});
      table.add(std::move(cells));
      head.assign(head.size(), "");
    }
  }
  return table;
}

struct RelationRow {
  std::string provider, requirer, interface, type, message;
  auto operator<=>(const RelationRow&) const = default;
};

RelationRow relation_row(const RelationReport& relation) {
  const auto& first = relation.ends.front();
  const auto& last = relation.ends.back();
  const bool first_provides = first.role == Role::provider;
  const auto name = [](const RelationEndReport& end) { return end.application + ":" + end.endpoint; };
  const char* type = relation.ends.size() == 1 ? "peer" : first.scope == Scope::container ? "subordinate" : "regular";
  return {name(first_provides ? first : last), name(first_provides ? last : first), first.interface, type,
          relation.status == "joined" ? "" : relation.status};
}

Table relation_table(const StatusReport& report) {
  Table table({"Integration provider", "Requirer", "Interface", "Type", "Message"});
  std::vector<RelationRow> rows;
  for (const auto& relation : report.relations)
    if (!relation.ends.empty()) rows.push_back(relation_row(relation));
  std::sort(rows.begin(), rows.end());
  for (auto& row : rows) table.add({row.provider, row.requirer, row.interface, row.type, row.message});
  return table;
}

} // namespace

void print_machines_tabular(std::ostream& out, const StatusReport& report, const StatusView& view) {
  machine_table(report).print(out, view.colour);
}

void print_status_tabular(std::ostream& out, const StatusReport& report, const StatusView& view) {
  model_table(report, view).print(out, view.colour);
  const auto section = [&](const Table& table) {
    if (table.empty()) return;
    out << '\n';
    table.print(out, view.colour);
  };
  section(remote_application_table(report));
  section(application_table(report));
  section(unit_table(report));
  section(machine_table(report));
  section(offer_table(report));
  if (view.relations) section(relation_table(report));
  if (view.storage) section(storage_table(report.storage, true));
}

} // namespace periapt::cli
