// What actions and commands gave, for people. Rule: contract/cli.md, 3.1 to 3.3.
#pragma once

#include "wire/task_messages.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace periapt::cli {

/// `run` and `show-task`: one task's results and what it printed; of several their results by receiver.
std::string action_text(const std::vector<wire::TaskInfo>& tasks);
/// `exec`: what each printed, under its name when there are several.
std::string commands_text(const std::vector<wire::TaskInfo>& tasks);
void print_operations(std::ostream& out, const std::vector<wire::OperationInfo>& operations, bool utc);
void print_actions(std::ostream& out, const wire::ActionList& list);

} // namespace periapt::cli
