// Suspending relations over offers, and resuming them. Rule: contract/cli.md 2.18.
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace periapt::wire {

struct SetSuspended {
  std::vector<std::int64_t> relations; // by their numbers in the offering model
  bool suspended = false;
  std::string reason; // may be empty
};
BOOST_DESCRIBE_STRUCT(SetSuspended, (), (relations, suspended, reason))

} // namespace periapt::wire
