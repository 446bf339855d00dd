// Whether a model has come to rest: everything that its changes have caused has been done. Rule: `model wait`.
#pragma once

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace periapt {

struct WaitedFor {
  std::string about; // "machine 0", "storage data/0"
  std::string reason;
  bool operator==(const WaitedFor&) const = default;
};
BOOST_DESCRIBE_STRUCT(WaitedFor, (), (about, reason))

struct UnitInError {
  std::string unit;
  std::string message; // hook failed: "install"
  bool operator==(const UnitInError&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnitInError, (), (unit, message))

struct Settlement {
  std::string revision;
  std::vector<WaitedFor> waiting;  // empty: the model has settled
  std::vector<UnitInError> errors; // units that do nothing more until somebody resolves them
};
BOOST_DESCRIBE_STRUCT(Settlement, (), (revision, waiting, errors))

} // namespace periapt
