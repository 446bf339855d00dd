// Why a unit is as it is: what explains its state, and what explains that. Rule: DESIGN section 4, I12.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace periapt {

/// In `text` and `remedy` "{program}" stands for the name that the client was started by.
struct Cause {
  std::int64_t depth = 0; // one of depth n+1 explains the nearest before it of depth n
  std::string kind;       // hook-failed, charm-status, relation-missing… (services/why.cpp)
  std::string about;      // "wordpress/0", "machine 0", "relation 1", "endpoint db"
  std::string text;
  TimeMs since_ms = 0; // 0: not known
  std::string remedy;  // what a person can do about it; empty: it comes by itself
  std::vector<std::string> log; // the last that a failed hook has said
};
BOOST_DESCRIBE_STRUCT(Cause, (), (depth, kind, about, text, since_ms, remedy, log))

struct UnitExplanation {
  std::string unit;
  StatusRecord workload; // "error" while a hook is in error
  StatusRecord agent;
  std::vector<Cause> causes; // none: nothing is wrong
};
BOOST_DESCRIBE_STRUCT(UnitExplanation, (), (unit, workload, agent, causes))

struct Explanations {
  std::vector<UnitExplanation> units; // by application and number
};
BOOST_DESCRIBE_STRUCT(Explanations, (), (units))

} // namespace periapt
