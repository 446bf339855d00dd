#include "cli/commands/add_unit.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_add_unit(OptionSet& options) {
  declare_model(options);
  options.value("num-units,n", "N", "how many to add", "1")
      .value("to", "MACHINES", "existing machines for the first units, comma separated")
      .value("attach-storage", "IDS", "existing storage for the one unit, comma separated");
}

void run_add_unit(Session& session) {
  const auto& arguments = session.arguments;
  if (arguments.positional().empty()) throw UsageError("no application specified");
  refuse_surplus(arguments.positional(), 1);
  if (arguments.integer("num-units") < 1) throw UsageError("--num-units must be a positive integer");
  if (arguments.given("attach-storage") && arguments.integer("num-units") != 1)
    throw UsageError("--attach-storage cannot be used with -n");
  session.model().post<wire::UnitNames>({"units"},
                                        wire::AddUnits{.application = arguments.positional().front(),
                                                       .num_units = static_cast<int>(arguments.integer("num-units")),
                                                       .to = arguments.list("to"),
                                                       .attach_storage = arguments.list("attach-storage")});
}

} // namespace

Command add_unit_command() {
  return {.name = "add-unit",
          .aliases = {},
          .arguments = "<application name>",
          .purpose = "Adds units to an application.",
          .details = "Each unit gets a machine of its own, unless --to names existing ones.",
          .examples = "{program} add-unit wordpress\n{program} add-unit wordpress -n 3 --to 0,1",
          .see_also = {"remove-unit", "deploy", "status"},
          .declare = declare_add_unit,
          .run = run_add_unit,
          .plannable = true};
}

} // namespace periapt::cli
