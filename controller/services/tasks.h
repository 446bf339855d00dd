// Operations and tasks as operators see them, and cancelling. Rule: contract/cli.md, 3.3.
// Threads: inside the caller's transaction.
#pragma once

#include "store/task_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct TaskView {
  store::TaskRow row;
  std::int64_t operation = 0; // its number
  std::vector<TaskLogLine> log;
};

struct OperationView {
  store::OperationRow row;
  std::vector<TaskView> tasks; // by number; those that could not be scheduled have status error
  TaskStatus status = TaskStatus::pending;
  TimeMs started_ms = 0;   // of the first task; 0: not yet
  TimeMs completed_ms = 0; // of the last; 0: not yet
};

/// Ids are numbers as texts. Throw Error(not_found) `task "9" not found`, `operation "9" not found`.
TaskView task_view(const store::ReadTransaction& transaction, ModelId model, const std::string& id);
OperationView operation_view(const store::ReadTransaction& transaction, ModelId model, const std::string& id);

/// Empty lists do not restrict. An operation matches when one of its tasks does.
struct OperationFilter {
  std::vector<std::string> actions, applications, units, machines;
  std::vector<std::string> statuses; // of the operation
  std::size_t offset = 0;
  std::size_t limit = 50;
};
struct OperationPage {
  std::vector<OperationView> operations; // by number
  bool truncated = false;
};
OperationPage list_operations(const store::ReadTransaction& transaction, ModelId model, const OperationFilter& filter);

/// What has not begun is cancelled; what runs is to be killed by its agent; what is over stays as it is.
/// Throws Error(not_found) `task "9" not found`.
TaskView cancel_task(store::WriteTransaction& transaction, ModelId model, const std::string& id, TimeMs now);

} // namespace periapt::services
