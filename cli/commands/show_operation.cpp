#include "cli/commands/show_operation.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/task_ids.h"
#include "cli/task_watch.h"

namespace periapt::cli {

namespace {

void declare_show_operation(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
  declare_waiting(options);
}

wire::OperationInfo operation_of(Session& session, ModelClient& model, const std::string& id) {
  const auto patience = patience_of(session);
  if (!patience) return model.get<wire::OperationInfo>({"operations", id});
  auto operation = TaskWatch(model, *patience).operation(id);
  if (!operation) throw Error(ErrorKind::unavailable, "timeout reached");
  return *std::move(operation);
}

void run_show_operation(Session& session) {
  check_format(session.format(), {"yaml", "json"});
  patience_of(session);
  const auto id = one_id(session, "operation");
  auto model = session.model();
  const TaskView view{.utc = session.arguments.flag("utc"), .json = session.format() == "json"};
  session.print(render(operation_document(operation_of(session, model, id), view), session.format()));
}

} // namespace

Command show_operation_command() {
  return {.name = "show-operation",
          .aliases = {},
          .arguments = "<operation-id>",
          .purpose = "Shows an operation with its tasks.",
          .details = "",
          .examples = "{program} show-operation 1\n{program} show-operation 1 --wait 2m\n{program} show-operation 1 --watch",
          .see_also = {"run", "operations", "show-task"},
          .declare = declare_show_operation,
          .run = run_show_operation};
}

} // namespace periapt::cli
