#include "cli/commands/machines.h"

#include "cli/machine_listing.h"
#include "cli/outcome.h"

namespace periapt::cli {

namespace {

void declare_machines(OptionSet& options) { declare_machine_listing(options, "tabular, json or yaml", "tabular"); }

void run_machines(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  print_machines(session, {});
}

} // namespace

Command machines_command() {
  return {.name = "machines",
          .aliases = {"list-machines"},
          .arguments = "",
          .purpose = "Lists the model's machines.",
          .details = "",
          .examples = "{program} machines\n{program} machines --format json",
          .see_also = {"show-machine", "add-machine", "status"},
          .declare = declare_machines,
          .run = run_machines};
}

} // namespace periapt::cli
