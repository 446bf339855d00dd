// What `run` and `exec` do once their operation is scheduled: say so, wait, print what came of it, fail if a
// task's program has failed. Rule: contract/cli.md, 3.1.
#pragma once

#include "cli/command.h"
#include "cli/session.h"
#include "wire/task_messages.h"

#include <chrono>
#include <string>
#include <vector>

namespace periapt::cli {

/// --background, --wait, --utc, colour
void declare_task_options(OptionSet& options, const char* default_wait);
/// Throws UsageError `cannot specify both --wait and --background`.
void check_task_options(const Session& session);

struct OperationRun {
  std::chrono::milliseconds default_wait;
  bool quiet = false; // progress is told with --verbose only
  std::string (*plain)(const std::vector<wire::TaskInfo>& tasks);
};

/// Throws Error for a time-out, and after the results are printed for tasks that ended with a return code.
void follow_operation(Session& session, ModelClient& model, const wire::OperationInfo& operation,
                      const OperationRun& how);

} // namespace periapt::cli
