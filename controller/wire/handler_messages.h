// What came of charms' handlers, as operators see it. Routes: wire/README.md.
#pragma once

#include "core/handler_outcome.h"

#include <boost/describe/class.hpp>

#include <vector>

namespace periapt::wire {

struct HandlerReports {
  std::vector<HandlerReport> handlers; // by unit and event
};
BOOST_DESCRIBE_STRUCT(HandlerReports, (), (handlers))

} // namespace periapt::wire
