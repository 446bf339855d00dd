// What new models inherit. Rule: contract/cli.md 2.17.
#pragma once

#include <boost/describe/class.hpp>

#include <map>
#include <string>
#include <vector>

namespace periapt::wire {

struct RegionDefaults {
  std::string region;
  std::map<std::string, std::string> values;
};
BOOST_DESCRIBE_STRUCT(RegionDefaults, (), (region, values))

struct ModelDefaults {
  std::map<std::string, std::string> controller;
  std::vector<RegionDefaults> regions;
};
BOOST_DESCRIBE_STRUCT(ModelDefaults, (), (controller, regions))

struct SetModelDefaults {
  std::string region; // empty: the controller's
  std::map<std::string, std::string> set;
  std::vector<std::string> reset;
};
BOOST_DESCRIBE_STRUCT(SetModelDefaults, (), (region, set, reset))

} // namespace periapt::wire
