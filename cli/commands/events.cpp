#include "cli/commands/events.h"

#include "cli/formatters/contract_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/contract_messages.h"

namespace periapt::cli {

namespace {

void declare_events(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
}

void run_events(Session& session) {
  const auto& names = session.arguments.positional();
  refuse_surplus(names, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  auto model = session.model();
  auto target = model.target({"named-events"});
  if (!names.empty()) target = client::with_query(std::move(target), {{"application", names[0]}});
  const auto events = model.client().get<wire::NamedEvents>(std::move(target)).events;
  if (session.format() != "tabular") return session.print(render(events_document(events), session.format()));
  if (events.empty()) return session.console.info("No events to display.");
  session.print(events_table(events, session.colour()));
}

} // namespace

Command events_command() {
  return {.name = "events",
          .aliases = {"list-events"},
          .arguments = "[<application name>]",
          .purpose = "Lists the named events that an application may be told.",
          .details = "Named events come from the interface contract of a relation: `db-database-available` is told by the\n"
                     "hook, or handler, of that name on each unit, once whenever its condition turns true. Listed is whose\n"
                     "publication it depends on, whether the condition holds now, and whether the charm has a program for it.",
          .examples = "{program} events\n{program} events wordpress --format json",
          .see_also = {"interfaces", "promises", "show-unit"},
          .declare = declare_events,
          .run = run_events};
}

} // namespace periapt::cli
