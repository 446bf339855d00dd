// Settings of the controller as a whole. Rule: contract/cli.md 2.17.
#pragma once

#include <boost/describe/class.hpp>

#include <map>
#include <string>

namespace periapt::wire {

struct ControllerSettings {
  std::map<std::string, std::string> values; // every one that has a value
};
BOOST_DESCRIBE_STRUCT(ControllerSettings, (), (values))

struct SetControllerSettings {
  std::map<std::string, std::string> set; // atomically all or none
};
BOOST_DESCRIBE_STRUCT(SetControllerSettings, (), (set))

} // namespace periapt::wire
