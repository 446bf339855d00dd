// One relation as people look at it: what is in its bags, and who has written what. Rule: DESIGN section 9, 31.
#pragma once

#include "core/bag.h"
#include "core/life.h"
#include "core/status.h"
#include "core/status_report.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace periapt {

struct BagReport {
  std::string application;
  std::string unit; // empty: the application's own bag
  bool in_scope = true;
  std::int64_t version = 0; // revision of its last real change; 0: never written
  Bag data;
};
BOOST_DESCRIBE_STRUCT(BagReport, (), (application, unit, in_scope, version, data))

/// One of the newest hundred writes of a bag: keys, never values.
struct BagWriteReport {
  std::string application;
  std::string unit; // whose bag; empty: the application's
  std::int64_t revision = 0;
  std::string writer;  // a unit; empty: the controller
  std::string program; // the hook, or what ran instead; empty: not known
  TimeMs at_ms = 0;
  std::vector<std::string> set;
  std::vector<std::string> removed;
};
BOOST_DESCRIBE_STRUCT(BagWriteReport, (), (application, unit, revision, writer, program, at_ms, set, removed))

struct RelationDetails {
  RelationReport relation;
  bool suspended = false;
  TimeMs status_since_ms = 0;
  std::optional<std::int64_t> contract_version; // of the interface contract it was made under
  std::vector<BagReport> bags;                  // an application's before its units'
  std::vector<BagWriteReport> writes;           // oldest first
};
BOOST_DESCRIBE_STRUCT(RelationDetails, (), (relation, suspended, status_since_ms, contract_version, bags, writes))

} // namespace periapt
