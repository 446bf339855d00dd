// Tasks and operations as json and yaml. Rule: contract/cli.md, 3.1 and 3.3.
#pragma once

#include "cli/formatters/record.h"
#include "wire/task_messages.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct TaskView {
  bool utc = false;
  bool json = false; // keys sorted bytewise; else as YAML sorts them
};

/// "wordpress/0" or "0"
std::string receiver_of(const wire::TaskInfo& task);
/// "unit-wordpress-0" or "machine-0"
std::string receiver_tag(const wire::TaskInfo& task);
/// nullopt when nothing has been run.
std::optional<std::int64_t> return_code_of(const wire::TaskInfo& task);
/// The results, stdout and stderr without carriage returns and only when there are some; null when there are none.
Value results_of(const wire::TaskInfo& task, const TaskView& view);

Value task_document(const wire::TaskInfo& task, const TaskView& view);
/// receiver -> task
Value tasks_document(const std::vector<wire::TaskInfo>& tasks, const TaskView& view);
Value operation_document(const wire::OperationInfo& operation, const TaskView& view);
/// id -> operation
Value operations_document(const std::vector<wire::OperationInfo>& operations, const TaskView& view);
/// "No description" for an empty one.
std::string description_of(const wire::ActionInfo& action);
/// name -> description; name -> schema
Value actions_document(const wire::ActionList& list, const TaskView& view);
Value action_schemas_document(const wire::ActionList& list, const TaskView& view);
Value cancelled_document(const std::vector<wire::TaskInfo>& tasks);

} // namespace periapt::cli
