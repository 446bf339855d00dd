#include "cli/commands/remove_application.h"

#include "cli/outcome.h"
#include "cli/removal.h"

namespace periapt::cli {

namespace {

void run_remove_application(Session& session) {
  check_removal(session.arguments);
  const auto& names = session.arguments.positional();
  if (names.empty()) throw UsageError("no application specified");
  auto model = session.model();
  remove_things(session, model, {.noun = "application", .collection = "applications", .names = names});
}

} // namespace

Command remove_application_command() {
  return {.name = "remove-application",
          .aliases = {},
          .arguments = "<application> [<application>...]",
          .purpose = "Removes applications with their units and relations.",
          .details =
              R"(The units run the hooks for the end of each relation, then stop and remove. A unit in error holds the
removal up until it is resolved, unless --force is given. The command asks before it acts, unless
--no-prompt is given or the model's setting "mode" does not contain "requires-prompts".)",
          .examples =
              "{program} remove-application wordpress\n{program} remove-application --no-prompt wordpress mariadb",
          .see_also = {"remove-unit", "remove-relation", "resolved", "status"},
          .declare = declare_removal,
          .run = run_remove_application,
          .plannable = true};
}

} // namespace periapt::cli
