// What came of a handler's run: which promises were kept, and what had to change for it.
// Rule: contract/wrappers.md, section 3.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace periapt {

enum class HandlerResult {
  kept,         // nothing needed changing
  converged,    // something changed, because the input had
  repaired,     // something changed although the input had not: somebody else had changed the node
  failed,       // a promise is not kept, or the tool did not get to run
  would_change, // of a preview
};
BOOST_DESCRIBE_ENUM(HandlerResult, kept, converged, repaired, failed, would_change)

enum class PromiseState { kept, changed, not_kept, skipped, would_change };
BOOST_DESCRIBE_ENUM(PromiseState, kept, changed, not_kept, skipped, would_change)

struct PromiseOutcome {
  std::string id; // File[/etc/wiki.conf]
  std::string at; // modules/wiki/manifests/db.pp:11
  PromiseState outcome = PromiseState::kept;
  std::string what;               // content
  std::optional<std::string> was; // none where it is secret or not known
  std::optional<std::string> want;
  bool secret = false;
  std::string reason;
  bool operator==(const PromiseOutcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(PromiseOutcome, (), (id, at, outcome, what, was, want, secret, reason))

struct PromiseCounts {
  std::int64_t kept = 0;
  std::int64_t changed = 0;
  std::int64_t not_kept = 0;
  std::int64_t skipped = 0;
  bool operator==(const PromiseCounts&) const = default;
};
BOOST_DESCRIBE_STRUCT(PromiseCounts, (), (kept, changed, not_kept, skipped))

struct HandlerOutcome {
  std::string event;
  std::string tool; // puppet 7.23.0
  std::string mode; // apply, preview
  HandlerResult result = HandlerResult::kept;
  std::int64_t exit = 0;
  double seconds = 0;
  PromiseCounts counts;
  std::vector<PromiseOutcome> promises; // those that are worth showing: not all that were kept need be there
  std::string reason;                   // the first, of a failure
  bool operator==(const HandlerOutcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandlerOutcome, (), (event, tool, mode, result, exit, seconds, counts, promises, reason))

/// As the controller keeps it: the last of its event.
struct HandlerReport {
  std::string unit;
  TimeMs at_ms = 0; // when the controller learnt of it
  HandlerOutcome outcome;
};
BOOST_DESCRIBE_STRUCT(HandlerReport, (), (unit, at_ms, outcome))

} // namespace periapt
