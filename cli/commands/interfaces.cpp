#include "cli/commands/interfaces.h"

#include "cli/formatters/contract_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/contract_messages.h"

namespace periapt::cli {

namespace {

void declare_interfaces(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
}

void run_interfaces(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto known = session.model().get<wire::InterfaceList>({"interfaces"}).interfaces;
  if (session.format() != "tabular") return session.print(render(interfaces_document(known), session.format()));
  session.print(interfaces_table(known, session.colour()));
}

} // namespace

Command interfaces_command() {
  return {.name = "interfaces",
          .aliases = {"list-interfaces"},
          .arguments = "",
          .purpose = "Lists the interface contracts that the model knows.",
          .details = "A contract says what each side of a relation publishes, and which named events its partner is told.\n"
                     "Some come with the program, others with charms (schemas/interfaces/<interface>/v<version>.yaml). A\n"
                     "relation is made under the newest version that both sides speak; a charm that speaks only some says so\n"
                     "in charm.yaml: `contracts: {db: [1, 2]}`.",
          .examples = "{program} interfaces\n{program} interfaces --format yaml",
          .see_also = {"events", "promises", "integrate"},
          .declare = declare_interfaces,
          .run = run_interfaces};
}

} // namespace periapt::cli
