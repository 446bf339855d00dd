// Waiting for tasks: asks the controller after each change in the model, and hears what a task logs meanwhile.
// Rule: contract/cli.md, 3.1 and 3.3. Threads: one.
#pragma once

#include "cli/session.h"
#include "wire/task_messages.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace periapt::cli {

class TaskWatch {
public:
  /// `patience`: how long all waits together may last; negative: for ever.
  TaskWatch(ModelClient& model, std::chrono::milliseconds patience);

  /// The task once it is over; nullopt when patience ends before. `log` hears each of its log lines once.
  std::optional<wire::TaskInfo> task(const std::string& id, const std::function<void(const TaskLogLine&)>& log = {});
  /// The operation once all its tasks are over; nullopt when patience ends before.
  std::optional<wire::OperationInfo> operation(const std::string& id);

private:
  bool wait_for_change();

  ModelClient& model_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  client::EventReader changes_;
};

} // namespace periapt::cli
