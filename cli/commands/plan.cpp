#include "cli/commands/plan.h"

#include "cli/formatters/output.h"
#include "cli/formatters/plan_documents.h"
#include "cli/kept_plan.h"
#include "cli/outcome.h"
#include "cli/planned_run.h"

#include <fmt/ranges.h>

namespace periapt::cli {

namespace {

void declare_plan(OptionSet& options) { declare_format(options, "tabular, json or yaml", "tabular"); }

Value plan_document(const KeptPlan& kept, const PlannedRun& run) {
  Record record;
  record.add("plan-id", kept.id)
      .add("model", kept.model)
      .add("revision", kept.revision)
      .add("command", list_of(kept.arguments));
  for (auto& [key, value] : plan_fields(run.plan, run.bundle_changes)) record.add(key, value);
  return record.value();
}

void run_plan(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no command to plan specified");
  const auto run = run_for_plan(session, words);
  KeptPlan kept{.id = {},
                .model = run.model,
                .revision = run.plan.revision,
                .arguments = words,
                .folder = session.surroundings.working_directory,
                .effects = run.effects()};
  if (run.changes_nothing()) {
    if (session.format() == "tabular") return session.console.info("Nothing would change.");
    return session.print(render(plan_document(kept, run), session.format()));
  }
  keep_plan(session.surroundings.data_folder, kept);
  if (session.format() != "tabular") return session.print(render(plan_document(kept, run), session.format()));
  session.print(plan_text(run.plan, run.bundle_changes));
  session.console.info(fmt::format("\nNothing has been changed. To do it, if the model {} is as it is now:\n    {} apply {}",
                                   kept.model, session.surroundings.program, kept.id));
}

} // namespace

Command plan_command() {
  return {.name = "plan",
          .aliases = {},
          .arguments = "<command> [<its options and arguments>...]",
          .purpose = "Says what a command would do, without doing it.",
          .details =
              R"(The controller carries the command out, looks at what came of it, and undoes it: what is refused is refused
here too. Shown are the applications, units, machines, relations and storage that come (+), change (~) or go (-), the hooks
that will run for it on which units, in their order, and what keeps those from running now. What hooks publish, and
the hooks that this causes elsewhere, only the charms know. Of a bundle the list of its changes is shown.

The plan has an id: "{program} apply ID" does it, and refuses where the model has changed since. A charm is sent to the
controller to be looked at; nothing else stays of a plan. Options of plan itself come before the command.)",
          .examples = "{program} plan add-charm ./charms/mariadb\n"
                      "{program} plan relate wordpress mariadb\n"
                      "{program} plan refresh wordpress --path ./charms/wordpress\n"
                      "{program} plan --format json remove-application wordpress -m shop",
          .see_also = {"apply", "preview", "wait", "status"},
          .declare = declare_plan,
          .run = run_plan,
          .options_first = true};
}

} // namespace periapt::cli
