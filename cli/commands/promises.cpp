#include "cli/commands/promises.h"

#include "cli/formatters/contract_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/contract_messages.h"

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
  auto target = model.target({"promises"});
  if (!names.empty()) target = client::with_query(std::move(target), {{"application", names[0]}});
  const auto promises = model.client().get<wire::RelationPromises>(std::move(target)).promises;
  if (session.format() != "tabular")
    return session.print(render(Map{{"relations", relation_promises_document(promises)}}, session.format()));
  if (promises.empty()) return session.console.info("No promises to display.");
  session.print(relation_promises_table(promises, session.colour()));
}

} // namespace

Command promises_command() {
  return {.name = "promises",
          .aliases = {"list-promises"},
          .arguments = "[<application name>]",
          .purpose = "Lists what has been promised, and whether it is kept.",
          .details = "In a relation each unit, and each application, promises to publish what the interface contract says:\n"
                     "it is \"kept\", \"broken\" by something that is there and does not fit, or \"not yet given\" while\n"
                     "something is missing; since when, and why.",
          .examples = "{program} promises\n{program} promises wordpress --format yaml",
          .see_also = {"interfaces", "events", "show-unit"},
          .declare = declare_promises,
          .run = run_promises};
}

} // namespace periapt::cli
