// Tasks: an action, or commands, to run once on one unit or machine; an operation groups those asked for together.
// Rule: contract/hooks.md, section 12; contract/cli.md, 3.1 to 3.3.
#pragma once

#include "core/ids.h"
#include "core/json_text.h"
#include "core/status.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt {

using TaskId = Id<struct TaskRowTag>; // the row; people see its number

/// The name of the action that runs commands (`exec`); no charm may declare one of that name.
inline constexpr std::string_view exec_action = "juju-exec";

enum class TaskStatus {
  pending,   // its agent has not begun it
  running,
  aborting,  // running, and to be killed
  completed,
  failed,
  cancelled, // before it began
  aborted,   // while it ran
  error,     // it could not even be scheduled
};
BOOST_DESCRIBE_ENUM(TaskStatus, pending, running, aborting, completed, failed, cancelled, aborted, error)

constexpr bool is_over(TaskStatus status) { return status > TaskStatus::aborting; }

/// What a machine's agent is told of a task that is not over.
struct TaskEntity {
  TaskId id;
  std::int64_t number = 0;    // model-wide; tasks run in this order
  MachineId machine;
  std::optional<UnitId> unit; // none: commands on the machine itself
  std::string action;
  JsonText parameters;        // an object, defaults inserted
  bool parallel = false;
  std::string execution_group;
  TaskStatus status = TaskStatus::pending;
};
BOOST_DESCRIBE_STRUCT(TaskEntity, (), (id, number, machine, unit, action, parameters, parallel, execution_group, status))

inline bool is_commands(const TaskEntity& task) { return task.action == exec_action; }

struct TaskLogLine {
  TimeMs at_ms = 0;
  std::string message;
  bool operator==(const TaskLogLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaskLogLine, (), (at_ms, message))

/// What an agent says about a task: that it runs, what it logs, how it ended.
struct TaskReport {
  TaskId task;
  std::optional<TaskStatus> status; // running, or what it ended as
  std::string message;              // of a task that is over
  std::optional<JsonText> results;  // of a task that is over: an object
  std::vector<TaskLogLine> log;
};
BOOST_DESCRIBE_STRUCT(TaskReport, (), (task, status, message, results, log))

} // namespace periapt
