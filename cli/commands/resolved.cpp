#include "cli/commands/resolved.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_resolved(OptionSet& options) {
  declare_model(options);
  options.flag("all", "every unit in error").flag("no-retry", "go on without running the failed hook again");
}

void run_resolved(Session& session) {
  const auto& units = session.arguments.positional();
  const bool all = session.arguments.flag("all");
  if (all && !units.empty()) throw UsageError("specifying unit names(s) with --all not supported");
  if (!all && units.empty()) throw UsageError("no unit specified");
  session.model().post<wire::Empty>(
      {"resolve"}, wire::Resolve{.units = units, .all = all, .no_retry = session.arguments.flag("no-retry")});
}

} // namespace

Command resolved_command() {
  return {.name = "resolved",
          .aliases = {"resolve"},
          .arguments = "[<unit> ...]",
          .purpose = "Lets units in error go on.",
          .details = "The failed hook is run again, unless --no-retry is given: then it counts as done.",
          .examples = "{program} resolved mariadb/0\n{program} resolve --no-retry mariadb/0",
          .see_also = {"status", "debug-log"},
          .declare = declare_resolved,
          .run = run_resolved,
          .plannable = true};
}

} // namespace periapt::cli
