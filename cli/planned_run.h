// A command run for its plan only. Threads: one.
#pragma once

#include "cli/session.h"

#include <string>
#include <vector>

namespace periapt::cli {

struct PlannedRun {
  std::string model; // ctrl:admin/foo
  Plan plan;
  std::vector<std::string> bundle_changes;

  /// As printed, without what is so only at the moment.
  std::string effects() const;
  bool changes_nothing() const { return plan.changes.empty() && bundle_changes.empty(); }
};

/// With `if_revision`: refused where the model has changed since. Throws UsageError for a command that cannot be planned, Error(invalid) for one that asks for no change; what the
/// command itself complains of is shown, and AlreadyReported thrown.
PlannedRun run_for_plan(const Session& session, const std::vector<std::string>& words,
                        std::optional<std::string> if_revision = {});

} // namespace periapt::cli
