// From what the controller reports to what people are shown: an agent's error moves to the workload, a
// silent agent is lost, an application's status comes from its units. Also small readings of a report that
// several forms of status share. Pure. Rule: contract/status.md, 3 and 4.
#pragma once

#include "core/status_report.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::cli {

/// How a report is to be shown.
struct StatusView {
  std::string controller; // the client's name for it
  TimeMs now_ms = 0;
  bool iso_utc = false;
  bool relations = false;
  bool storage = false;
  bool colour = false;
};

/// Fills in each application's status where its leader has set none. Before selectors are applied, since a
/// hidden unit still counts.
void derive_application_statuses(StatusReport& report);

/// Moves hook errors to the workload status and marks what is lost. After selectors are applied, since they
/// look at what the agents really said.
void present_units(StatusReport& report);

/// "install" of `running install hook`, "do-thing" of `running action do-thing`; "" for anything else.
std::string running_event(const std::string& agent_message);

/// The units that live with each principal, by its name; natural order.
using Subordinates = std::map<std::string, std::vector<const UnitReport*>>;
Subordinates subordinates_by_principal(const StatusReport& report);

/// The units of the application that have no principal, in natural order.
std::vector<const UnitReport*> principals_of(const ApplicationReport& application);

/// In natural order of their names.
std::vector<const ApplicationReport*> applications_of(const StatusReport& report);

/// "80,443/tcp 53/udp": grouped by protocol, neighbouring ports merged.
std::string ports_text(const std::vector<std::string>& open_ports);

/// Units that run, of those that should: agent idle or executing; terminated ones do not count.
struct Scale {
  int running = 0;
  int total = 0;
  /// "3", or "1/3" while some are not there
  std::string text() const;
};
Scale scale_of(const ApplicationReport& application);

} // namespace periapt::cli
