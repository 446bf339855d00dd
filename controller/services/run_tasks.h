// Asking for actions and commands: an operation with a task for each target. What cannot be scheduled for a target
// is a task too, over at once, with status error and the reason.
// Rule: contract/cli.md, 3.1 and 3.2; contract/hooks.md, section 12. Threads: inside the caller's transaction.
#pragma once

#include "services/tasks.h"

#include <string>
#include <vector>

namespace periapt::services {

struct ActionRequest {
  std::vector<std::string> units; // "app/0" or "app/leader"
  std::string action;
  std::string parameters; // JSON object
};
/// Throws Error(invalid) for parameters that are no object, and for names that are none.
OperationView run_action(store::WriteTransaction& transaction, ModelId model, const ActionRequest& request, TimeMs now);

struct CommandsRequest {
  std::string commands;
  std::vector<std::string> units; // "app/0" or "app/leader"
  std::vector<std::string> applications;
  std::vector<std::string> machines;
  bool all_machines = false;
  bool parallel = true;
  std::string execution_group;
};
/// Throws Error(not_found) `application "x" not found`, Error(conflict) `could not determine leader for "x"`:
/// nothing is scheduled then.
OperationView run_commands(store::WriteTransaction& transaction, ModelId model, const CommandsRequest& request,
                           TimeMs now);

struct ActionView {
  std::string name;
  std::string description;
  std::string schema; // JSON
};
/// What the application's charm declares, by name. Throws Error(not_found) `application "x" not found`.
std::vector<ActionView> list_actions(const store::ReadTransaction& transaction, ModelId model,
                                     const std::string& application);

} // namespace periapt::services
