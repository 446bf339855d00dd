#include "cli/commands/cancel_task.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/session.h"
#include "cli/task_ids.h"

namespace periapt::cli {

namespace {

void declare_cancel_task(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
}

void run_cancel_task(Session& session) {
  const auto& ids = session.arguments.positional();
  check_format(session.format(), {"yaml", "json"});
  for (const auto& id : ids) check_id(id, "task");
  if (ids.empty()) throw Error(ErrorKind::invalid, "no task IDs specified");
  const auto answer = session.model().post<wire::CancelledTasks>({"tasks", "cancel"}, wire::CancelTasks{ids});
  std::vector<wire::TaskInfo> cancelled;
  std::string failures;
  for (const auto& one : answer.tasks) {
    if (one.task) cancelled.push_back(*one.task);
    else failures += fmt::format("\ntask: {}, error: {}", one.id, one.error);
  }
  if (!cancelled.empty()) session.print(render(cancelled_document(cancelled), session.format()));
  if (!failures.empty()) session.console.warning("The following tasks could not be canceled:" + failures);
}

} // namespace

Command cancel_task_command() {
  return {.name = "cancel-task",
          .aliases = {},
          .arguments = "<task-id> [...]",
          .purpose = "Cancels tasks that have not begun, and stops those that run.",
          .details = "A running task's program, with all it has started, gets SIGTERM and soon after SIGKILL.",
          .examples = "{program} cancel-task 2\n{program} cancel-task 4 5 6",
          .see_also = {"show-task", "operations"},
          .declare = declare_cancel_task,
          .run = run_cancel_task};
}

} // namespace periapt::cli
