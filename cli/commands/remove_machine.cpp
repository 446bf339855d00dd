#include "cli/commands/remove_machine.h"

#include "cli/outcome.h"
#include "cli/removal.h"
#include "core/names.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void declare_remove_machine(OptionSet& options) {
  declare_removal(options);
  options.flag("keep-instance", "not for machines that are folders of this host");
}

void run_remove_machine(Session& session) {
  check_removal(session.arguments);
  const auto& names = session.arguments.positional();
  if (names.empty()) throw UsageError("no machines specified");
  for (const auto& name : names)
    if (!is_valid_machine_name(name)) throw UsageError(fmt::format("invalid machine id \"{}\"", name));
  if (session.arguments.flag("keep-instance"))
    throw make_error(ErrorKind::invalid, "--keep-instance is not supported here: a local machine is not kept");
  auto model = session.model();
  remove_things(session, model, {.noun = "machine", .collection = "machines", .names = names});
}

} // namespace

Command remove_machine_command() {
  return {.name = "remove-machine",
          .aliases = {},
          .arguments = "<machine number> [<machine number>...]",
          .purpose = "Removes machines.",
          .details =
              R"(A machine goes by itself with its last unit. One that has units is removed with --force only: its units
are removed too, and not waited for when their hooks do not end.)",
          .examples = "{program} remove-machine 3\n{program} remove-machine 3 --force --no-prompt",
          .see_also = {"remove-unit", "status"},
          .declare = declare_remove_machine,
          .run = run_remove_machine,
          .plannable = true};
}

} // namespace periapt::cli
