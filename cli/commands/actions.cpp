#include "cli/commands/actions.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/formatters/task_text.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_actions(OptionSet& options) {
  declare_model(options);
  declare_format(options, "default, json, tabular or yaml", "default");
  options.flag("schema", "the schema of each action's parameters");
}

void run_actions(Session& session) {
  const auto& words = session.arguments.positional();
  const auto format = session.format();
  const bool schema = session.arguments.flag("schema");
  check_format(format, {"default", "json", "tabular", "yaml"});
  if (schema && format == "tabular") throw UsageError("full schema not compatible with tabular output");
  if (words.empty()) throw UsageError("no application name specified");
  if (!is_valid_application_name(words[0])) throw UsageError(fmt::format("invalid application name \"{}\"", words[0]));
  refuse_surplus(words, 1);
  const auto list = session.model().get<wire::ActionList>({"applications", words[0], "actions"});
  const TaskView view{.json = format == "json"};
  if (schema) return session.print(render(action_schemas_document(list, view), format == "json" ? "json" : "yaml"));
  if (format == "json" || format == "yaml") return session.print(render(actions_document(list, view), format));
  if (list.actions.empty()) return session.console.info(fmt::format("No actions defined for {}.", words[0]));
  std::ostringstream text;
  print_actions(text, list);
  session.print(text.str());
}

} // namespace

Command actions_command() {
  return {.name = "actions",
          .aliases = {"list-actions"},
          .arguments = "<application>",
          .purpose = "Lists the actions that an application's charm offers.",
          .details = "",
          .examples = "{program} actions mariadb\n{program} actions mariadb --schema",
          .see_also = {"run", "show-action"},
          .declare = declare_actions,
          .run = run_actions};
}

} // namespace periapt::cli
