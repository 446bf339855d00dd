// Addresses and ports that a hook's tools see. Rule: contract/hook-tools.md, section 4.
#include "agent/unit_hook_context.h"

#include <algorithm>

namespace periapt::agent {
namespace {

bool is_loopback(const std::string& address) { return address.starts_with("127."); }
bool is_ipv6(const std::string& address) { return address.find(':') != std::string::npos; }

/// A local machine's address is one of the host's loopback network (DESIGN section 9, rule 23).
hook_tools::NetworkInfo network_of(const std::string& address) {
  const std::string single = address + (is_ipv6(address) ? "/128" : "/32");
  return {.interface_name = is_loopback(address) ? "lo" : "eth0",
          .address = address,
          .cidr = is_loopback(address) ? "127.0.0.0/8" : single,
          .egress_subnets = {single},
          .ingress_addresses = {address}};
}

bool is_binding(const charm::Charm& charm, const std::string& name) {
  if (name == implicit_juju_info.name) return true;
  const auto is_named = [&](const Endpoint& endpoint) { return endpoint.name == name; };
  return std::any_of(charm.endpoints.begin(), charm.endpoints.end(), is_named) ||
         std::count(charm.extra_bindings.begin(), charm.extra_bindings.end(), name) > 0;
}

/// No endpoint means all of them, which is one entry.
std::vector<OpenedPort> entries(const PortRange& range, const std::vector<std::string>& endpoints) {
  if (endpoints.empty()) return {{range, ""}};
  std::vector<OpenedPort> ports;
  for (const auto& endpoint : endpoints) ports.push_back({range, endpoint});
  return ports;
}

} // namespace

std::optional<std::string> UnitHookContext::private_address() {
  const auto& addresses = facts_.snapshot.machine->addresses;
  if (addresses.empty()) return std::nullopt;
  return addresses.front();
}

std::optional<hook_tools::NetworkInfo> UnitHookContext::network_info(const std::string& binding,
                                                                     std::optional<std::int64_t> /*relation*/) {
  const auto address = private_address();
  if (!is_binding(*facts_.charm, binding)) return std::nullopt;
  return address ? network_of(*address) : hook_tools::NetworkInfo{};
}

std::vector<OpenedPort> UnitHookContext::opened_ports() {
  auto ports = facts_.snapshot.unit->opened_ports;
  for (const auto& port : facts_.writes.close_ports) std::erase(ports, port);
  for (const auto& port : facts_.writes.open_ports) {
    if (std::find(ports.begin(), ports.end(), port) == ports.end()) ports.push_back(port);
  }
  return ports;
}

void UnitHookContext::refuse_port_conflict(const char* verb, const PortRange& range) const {
  const auto refuse = [&](const PortRange& other, const std::string& unit, const char* when) {
    throw make_error(ErrorKind::conflict, "cannot {} {} (unit \"{}\"): port range conflicts with {} (unit \"{}\"){}",
                     verb, range.str(), facts_.unit.str(), other.str(), unit, when);
  };
  for (const auto& neighbour : facts_.snapshot.neighbours) {
    for (const auto& port : neighbour->opened_ports) {
      if (port.range.overlaps(range)) refuse(port.range, neighbour->name, "");
    }
  }
  for (const auto& port : facts_.snapshot.unit->opened_ports) {
    if (port.range != range && port.range.overlaps(range)) refuse(port.range, facts_.unit.str(), "");
  }
  for (const auto& port : facts_.writes.open_ports) {
    if (port.range != range && port.range.overlaps(range)) refuse(port.range, facts_.unit.str(), " requested earlier");
  }
}

void UnitHookContext::open_port(const PortRange& range, const std::vector<std::string>& endpoints) {
  refuse_port_conflict("open", range);
  buffer(Commit{.open_ports = entries(range, endpoints)});
}

void UnitHookContext::close_port(const PortRange& range, const std::vector<std::string>& endpoints) {
  refuse_port_conflict("close", range);
  buffer(Commit{.close_ports = entries(range, endpoints)});
}

} // namespace periapt::agent
