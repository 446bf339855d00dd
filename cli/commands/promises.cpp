#include "cli/commands/promises.h"

#include "cli/formatters/contract_documents.h"
#include "cli/formatters/handler_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/contract_messages.h"
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
  const auto about = [&](const char* what) {
    auto target = model.target({what});
    return names.empty() ? target : client::with_query(std::move(target), {{"application", names[0]}});
  };
  const auto relations = model.client().get<wire::RelationPromises>(about("promises")).promises;
  const auto handlers = model.client().get<wire::HandlerReports>(about("handlers")).handlers;
  if (session.format() != "tabular") {
    const Map both{{"relations", relation_promises_document(relations)}, {"handlers", promises_document(handlers)}};
    return session.print(render(both, session.format()));
  }
  if (relations.empty() && handlers.empty()) return session.console.info("No promises to display.");
  std::string text;
  if (!relations.empty()) text = relation_promises_table(relations, session.colour());
  if (!relations.empty() && !handlers.empty()) text += "\n";
  if (!handlers.empty()) text += promises_table(handlers, session.colour());
  session.print(text);
}

} // namespace

Command promises_command() {
  return {.name = "promises",
          .aliases = {"list-promises"},
          .arguments = "[<application name>]",
          .purpose = "Lists what has been promised, and whether it is kept.",
          .details = "In a relation each unit, and each application, promises to publish what the interface contract says:\n"
                     "it is \"kept\", \"broken\" by something that is there and does not fit, or \"not yet given\" while\n"
                     "something is missing; since when, and why.\n"
                     "\n"
                     "A handler is an event that a charm has bound to Puppet, CFEngine, Ansible, Chef or a script. What its\n"
                     "last run found is \"kept\" when nothing needed changing, \"converged\" when something did because the\n"
                     "input was new, \"repaired\" when it did although the input was not: somebody had changed the node.\n"
                     "yaml and json show each promise of the tool's.",
          .examples = "{program} promises\n{program} promises wordpress --format yaml",
          .see_also = {"interfaces", "events", "show-unit", "debug-log"},
          .declare = declare_promises,
          .run = run_promises};
}

} // namespace periapt::cli
