#include "cli/commands/show_machine.h"

#include "cli/machine_listing.h"
#include "cli/outcome.h"
#include "core/names.h"

namespace periapt::cli {

namespace {

void declare_show_machine(OptionSet& options) { declare_machine_listing(options, "yaml, json or tabular", "yaml"); }

void run_show_machine(Session& session) {
  for (const auto& name : session.arguments.positional())
    if (!is_valid_machine_name(name)) throw UsageError(fmt::format("invalid machine id \"{}\"", name));
  print_machines(session, session.arguments.positional());
}

} // namespace

Command show_machine_command() {
  return {.name = "show-machine",
          .aliases = {"show-machines"},
          .arguments = "[<machine number> ...]",
          .purpose = "Shows machines in detail.",
          .details = "All of the model's when none is named.",
          .examples = "{program} show-machine 0\n{program} show-machine 0 1 --format json",
          .see_also = {"machines", "add-machine"},
          .declare = declare_show_machine,
          .run = run_show_machine};
}

} // namespace periapt::cli
