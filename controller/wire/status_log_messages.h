// What an entity's statuses have been. Rule: contract/cli.md 3.5.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace periapt::wire {

struct StatusLogEntry {
  std::string type; // workload, juju-unit, application, juju-machine, machine
  StatusRecord status;
};
BOOST_DESCRIBE_STRUCT(StatusLogEntry, (), (type, status))

struct StatusLog {
  std::vector<StatusLogEntry> entries; // oldest first
};
BOOST_DESCRIBE_STRUCT(StatusLog, (), (entries))

} // namespace periapt::wire
