#include "cli/formatters/status_filter.h"

#include "cli/formatters/glob.h"
#include "core/port_range.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace periapt::cli {

namespace {

bool is_one_of(const std::string& text, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return text == word; });
}

bool is_agent_status(const std::string& text) {
  return is_one_of(text, {"allocating", "error", "failed", "rebooting", "executing", "idle"});
}

bool equal_ignoring_case(const std::string& left, const std::string& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}

bool unit_name_matches(const std::string& selector, const std::string& unit) {
  const bool whole = selector.find('/') != std::string::npos;
  return glob_matches(whole ? selector : selector + "/*", unit);
}

/// An IPv4 address equal to the selector, or inside it when that is a CIDR.
bool address_matches(const std::string& selector, const std::string& address) {
  if (selector == address) return true;
  const auto slash = selector.find('/');
  int bits = 0;
  in_addr network{}, host{};
  if (slash == std::string::npos || inet_pton(AF_INET, selector.substr(0, slash).c_str(), &network) != 1 ||
      inet_pton(AF_INET, address.c_str(), &host) != 1)
    return false;
  const auto [end, error] = std::from_chars(selector.data() + slash + 1, selector.data() + selector.size(), bits);
  if (error != std::errc{} || *end != '\0' || bits < 0 || bits > 32) return false;
  const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
  return (ntohl(network.s_addr) & mask) == (ntohl(host.s_addr) & mask);
}

bool port_matches(const std::string& selector, const std::vector<std::string>& open_ports) {
  if (selector.empty() || !std::isdigit(static_cast<unsigned char>(selector.front()))) return false;
  if (!selector.ends_with("/tcp") && !selector.ends_with("/udp")) return false;
  const auto wanted = PortRange::parse(selector);
  return std::any_of(open_ports.begin(), open_ports.end(),
                     [&](const std::string& port) { return PortRange::parse(port).overlaps(wanted); });
}

enum class Exposure { any, exposed, not_exposed };

class Filter {
public:
  Filter(StatusReport& report, std::vector<std::string> selectors) : report_(report), selectors_(std::move(selectors)) {
    take_exposure();
    replace_leaders();
  }

  bool run() {
    match_machines();
    match_applications();
    keep();
    return !report_.machines.empty() || !report_.applications.empty();
  }

private:
  void take_exposure() {
    if (selectors_.size() >= 2 && selectors_[0] == "not" && selectors_[1] == "exposed") {
      exposure_ = Exposure::not_exposed;
      selectors_.erase(selectors_.begin(), selectors_.begin() + 2);
    } else if (const auto found = std::find(selectors_.begin(), selectors_.end(), "exposed");
               found != selectors_.end()) {
      exposure_ = Exposure::exposed;
      selectors_.erase(found);
    }
  }

  void replace_leaders() {
    for (auto& selector : selectors_)
      for (const auto& application : report_.applications)
        if (selector == application.name + "/leader")
          for (const auto& unit : application.units)
            if (unit.leader) selector = unit.name;
  }

  bool machine_matches(const std::string& selector, const MachineReport& machine) const {
    return machine.name == selector || machine.name.starts_with(selector + "/") ||
           (is_agent_status(selector) && machine.agent_status.current == selector) ||
           std::any_of(machine.addresses.begin(), machine.addresses.end(),
                       [&](const std::string& address) { return address_matches(selector, address); });
  }

  bool status_matches(const std::string& selector, const UnitReport& unit) const {
    const auto& agent = unit.agent_status.current;
    if (is_agent_status(selector) && agent == selector) return true;
    return agent != "error" && parse_workload_status(selector) && unit.workload_status.current == selector;
  }

  /// By its own name, its principal's, or that of a unit living with it.
  bool name_matches(const std::string& selector, const UnitReport& unit) const {
    if (unit_name_matches(selector, unit.name)) return true;
    if (unit.principal) return unit_name_matches(selector, *unit.principal);
    for (const auto& application : report_.applications)
      for (const auto& other : application.units)
        if (other.principal == unit.name && unit_name_matches(selector, other.name)) return true;
    return false;
  }

  bool exposure_matches(const ApplicationReport& application) const {
    return exposure_ != Exposure::any && application.exposed == (exposure_ == Exposure::exposed);
  }

  bool unit_matches(const ApplicationReport& application, const UnitReport& unit) const {
    return exposure_matches(application) ||
           std::any_of(selectors_.begin(), selectors_.end(), [&](const std::string& selector) {
             return name_matches(selector, unit) || status_matches(selector, unit) ||
                    port_matches(selector, unit.open_ports);
           });
  }

  void match_machines() {
    for (const auto& machine : report_.machines)
      for (const auto& selector : selectors_)
        if (machine_matches(selector, machine)) machines_.insert(machine.name);
  }

  void match_applications() {
    const auto named = machines_; // a unit that matches for another reason keeps its machine, not its neighbours
    for (const auto& application : report_.applications) {
      const bool by_name = std::any_of(selectors_.begin(), selectors_.end(), [&](const std::string& selector) {
        return equal_ignoring_case(selector, application.name);
      });
      if (by_name || exposure_matches(application)) matched_.insert(application.name);
      for (const auto& unit : application.units)
        if (named.contains(unit.machine) || unit_matches(application, unit)) match_unit(unit);
    }
  }

  void match_unit(const UnitReport& unit) {
    units_.insert(unit.name);
    if (!unit.machine.empty()) machines_.insert(unit.machine);
    if (unit.principal) units_.insert(*unit.principal);
  }

  bool machine_is_kept(const MachineReport& machine) const {
    return std::any_of(machines_.begin(), machines_.end(), [&](const std::string& kept) {
      return kept == machine.name || kept.starts_with(machine.name + "/"); // parents of containers
    });
  }

  void keep() {
    for (auto& application : report_.applications)
      std::erase_if(application.units, [&](const UnitReport& unit) { return !units_.contains(unit.name); });
    std::erase_if(report_.applications, [&](const ApplicationReport& application) {
      return application.units.empty() && !matched_.contains(application.name);
    });
    std::erase_if(report_.machines, [&](const MachineReport& machine) { return !machine_is_kept(machine); });
    std::erase_if(report_.relations, [&](const RelationReport& relation) {
      return std::none_of(relation.ends.begin(), relation.ends.end(),
                          [&](const RelationEndReport& end) { return matched_.contains(end.application); });
    });
  }

  StatusReport& report_;
  std::vector<std::string> selectors_;
  Exposure exposure_ = Exposure::any;
  std::set<std::string> machines_; // names to keep
  std::set<std::string> units_;
  std::set<std::string> matched_; // applications that match by themselves
};

} // namespace

bool filter_status(StatusReport& report, std::vector<std::string> selectors) {
  return selectors.empty() || Filter(report, std::move(selectors)).run();
}

} // namespace periapt::cli
