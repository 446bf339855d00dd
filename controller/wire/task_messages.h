// Actions, operations and tasks in the controller's API. Ids are the model-wide numbers, as texts.
// Rule: contract/cli.md, 3.1 to 3.3.
#pragma once

#include "core/task.h"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace periapt::wire {

struct ActionInfo {
  std::string name;
  std::string description;
  JsonText schema; // of its parameters
};
BOOST_DESCRIBE_STRUCT(ActionInfo, (), (name, description, schema))

struct ActionList {
  std::vector<ActionInfo> actions; // by name
};
BOOST_DESCRIBE_STRUCT(ActionList, (), (actions))

struct RunAction {
  std::vector<std::string> units; // "app/0", "app/leader"
  std::string action;
  JsonText parameters; // an object
};
BOOST_DESCRIBE_STRUCT(RunAction, (), (units, action, parameters))

struct RunCommands {
  std::string commands; // for /bin/bash
  std::vector<std::string> units;
  std::vector<std::string> applications;
  std::vector<std::string> machines;
  bool all_machines = false;
  bool parallel = true;
  std::string execution_group;
};
BOOST_DESCRIBE_STRUCT(RunCommands, (),
                      (commands, units, applications, machines, all_machines, parallel, execution_group))

struct TaskInfo {
  std::string id;
  std::string operation;
  std::string unit;    // empty for a machine's
  std::string machine; // empty for a unit's
  std::string action;
  JsonText parameters;
  TaskStatus status = TaskStatus::pending;
  std::string message;
  std::optional<JsonText> results;
  std::vector<TaskLogLine> log;
  TimeMs enqueued_ms = 0;
  TimeMs started_ms = 0;   // 0: not yet
  TimeMs completed_ms = 0; // 0: not yet
};
BOOST_DESCRIBE_STRUCT(TaskInfo, (),
                      (id, operation, unit, machine, action, parameters, status, message, results, log, enqueued_ms,
                       started_ms, completed_ms))

struct OperationInfo {
  std::string id;
  std::string summary;
  std::string fail; // why targets could not be scheduled; empty: all could
  TaskStatus status = TaskStatus::pending;
  std::vector<TaskInfo> tasks;
  TimeMs enqueued_ms = 0;
  TimeMs started_ms = 0;
  TimeMs completed_ms = 0;
};
BOOST_DESCRIBE_STRUCT(OperationInfo, (),
                      (id, summary, fail, status, tasks, enqueued_ms, started_ms, completed_ms))

struct OperationList {
  std::vector<OperationInfo> operations; // by number
  bool truncated = false;                // there are more behind them
};
BOOST_DESCRIBE_STRUCT(OperationList, (), (operations, truncated))

struct CancelTasks {
  std::vector<std::string> ids;
};
BOOST_DESCRIBE_STRUCT(CancelTasks, (), (ids))

struct CancelledTask {
  std::string id;
  std::string error;            // why it could not be cancelled; empty: it is, or will be
  std::optional<TaskInfo> task; // unless there is an error
};
BOOST_DESCRIBE_STRUCT(CancelledTask, (), (id, error, task))

struct CancelledTasks {
  std::vector<CancelledTask> tasks;
};
BOOST_DESCRIBE_STRUCT(CancelledTasks, (), (tasks))

} // namespace periapt::wire
