#include "cli/commands/promises.h"

#include "cli/formatters/handler_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/handler_messages.h"

namespace periapt::cli {

namespace {

void declare_promises(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
}

void run_promises(Session& session) {
  const auto& names = session.arguments.positional();
  refuse_surplus(names, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  auto model = session.model();
  auto target = model.target({"handlers"});
  if (!names.empty()) target = client::with_query(std::move(target), {{"application", names[0]}});
  const auto reports = model.client().get<wire::HandlerReports>(std::move(target)).handlers;
  if (session.format() != "tabular") return session.print(render(promises_document(reports), session.format()));
  if (reports.empty()) return session.console.info("No promises to display.");
  session.print(promises_table(reports, session.colour()));
}

} // namespace

Command promises_command() {
  return {.name = "promises",
          .aliases = {"list-promises"},
          .arguments = "[<application name>]",
          .purpose = "Lists what came of the last run of each handler of a charm.",
          .details = "A handler is an event that a charm has bound to Puppet, CFEngine, Ansible, Chef or a script. Its\n"
                     "promises are \"kept\" when nothing needed changing, \"converged\" when something did because the\n"
                     "input was new, \"repaired\" when it did although the input was not: somebody had changed the node.\n"
                     "yaml and json show each promise.",
          .examples = "{program} promises\n{program} promises wordpress --format yaml",
          .see_also = {"show-unit", "status", "debug-log"},
          .declare = declare_promises,
          .run = run_promises};
}

} // namespace periapt::cli
