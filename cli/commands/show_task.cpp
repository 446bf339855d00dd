#include "cli/commands/show_task.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/formatters/task_text.h"
#include "cli/formatters/times.h"
#include "cli/session.h"
#include "cli/task_ids.h"
#include "cli/task_watch.h"

namespace periapt::cli {

namespace {

void declare_show_task(OptionSet& options) {
  declare_model(options);
  declare_format(options, "plain, json or yaml", "plain");
  declare_waiting(options);
}

wire::TaskInfo watched(Session& session, ModelClient& model, const std::string& id, std::chrono::milliseconds patience) {
  bool logged = false;
  const auto log = [&](const TaskLogLine& line) {
    logged = true;
    session.console.info(short_clock_text(line.at_ms, session.arguments.flag("utc")) + " " + line.message);
  };
  auto task = TaskWatch(model, patience).task(id, log);
  if (logged) session.console.info("");
  if (!task) throw Error(ErrorKind::unavailable, "maximum wait time reached");
  return *std::move(task);
}

wire::TaskInfo task_of(Session& session, ModelClient& model, const std::string& id) {
  const auto patience = patience_of(session);
  auto task = model.get<wire::TaskInfo>({"tasks", id});
  return patience && !is_over(task.status) ? watched(session, model, id, *patience) : task;
}

void run_show_task(Session& session) {
  const auto format = session.format();
  check_format(format, {"plain", "json", "yaml"});
  patience_of(session);
  const auto id = one_id(session, "task");
  auto model = session.model();
  const auto task = task_of(session, model, id);
  const TaskView view{.utc = session.arguments.flag("utc"), .json = format == "json"};
  session.print(format == "plain" ? action_text({task}) : render(task_document(task, view), format));
}

} // namespace

Command show_task_command() {
  return {.name = "show-task",
          .aliases = {},
          .arguments = "<task ID>",
          .purpose = "Shows what came of a task.",
          .details = "While it waits it shows what the task logs.",
          .examples = "{program} show-task 2\n{program} show-task 2 --wait 2m\n{program} show-task 2 --watch --format json",
          .see_also = {"cancel-task", "run", "operations", "show-operation"},
          .declare = declare_show_task,
          .run = run_show_task};
}

} // namespace periapt::cli
