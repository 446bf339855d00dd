#include "services/commit_ports.h"

#include "services/refusal.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"

#include <algorithm>

#include <fmt/format.h>

namespace periapt::services {
namespace {

using namespace store;

/// A range that another unit of the machine has, or one of this unit that overlaps without being equal.
void require_no_conflict(const ReadTransaction& transaction, const UnitRow& unit, const PortRange& range,
                         const char* verb) {
  for (const auto& other : units::on_machine(transaction, unit.machine))
    for (const auto& open : units::ports(transaction, other.id)) {
      if (!open.range.overlaps(range) || (other.id == unit.id && open.range == range)) continue;
      throw Refusal(fmt::format("cannot {} {} (unit \"{}\"): port range conflicts with {} (unit \"{}\")", verb,
                                range.str(), unit.name, open.range.str(), other.name));
    }
}

void require_endpoint(const ReadTransaction& transaction, const UnitRow& unit, const OpenedPort& port) {
  if (port.endpoint.empty()) return;
  const auto application = applications::get(transaction, unit.application);
  const auto endpoints = charms::endpoints(transaction, application.charm);
  const bool known = std::any_of(endpoints.begin(), endpoints.end(),
                                 [&](const Endpoint& endpoint) { return endpoint.name == port.endpoint; });
  if (!known)
    throw Refusal(fmt::format("cannot open {} (unit \"{}\"): endpoint \"{}\" not found", port.range.str(), unit.name,
                              port.endpoint));
}

} // namespace

void change_ports(WriteTransaction& transaction, const UnitRow& unit, const Commit& commit) {
  for (const auto& port : commit.close_ports) {
    require_no_conflict(transaction, unit, port.range, "close");
    units::close_port(transaction, unit, port);
  }
  for (const auto& port : commit.open_ports) {
    require_endpoint(transaction, unit, port);
    require_no_conflict(transaction, unit, port.range, "open");
    units::open_port(transaction, unit, port);
  }
}

} // namespace periapt::services
