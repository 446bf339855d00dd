#include "cli/commands/apply.h"

#include "cli/kept_plan.h"
#include "cli/outcome.h"
#include "cli/planned_run.h"
#include "cli/program.h"

#include <fmt/ranges.h>

namespace periapt::cli {

namespace {

/// A charm's folder, a file of settings or this client's current model may be another than when the plan was made.
void check_same(const KeptPlan& kept, const PlannedRun& now, const std::string& program) {
  const auto again = fmt::format("plan it anew: {} plan {}", program, fmt::join(kept.arguments, " "));
  if (now.model != kept.model)
    throw make_error(ErrorKind::conflict, "the plan is of model {}, the command now means {}; {}", kept.model, now.model, again);
  if (now.effects() != kept.effects)
    throw make_error(ErrorKind::conflict, "the command would now do something else than was planned; {}", again);
}

void run_apply(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no plan specified");
  refuse_surplus(words, 1);
  const auto& data = session.surroundings.data_folder;
  const auto kept = find_plan(data, words.front());
  auto surroundings = session.surroundings;
  surroundings.working_directory = kept.folder;
  const Session there(surroundings, session.console, session.arguments);
  check_same(kept, run_for_plan(there, kept.arguments, kept.revision), surroundings.program);
  WriteConditions conditions{.if_revision = kept.revision};
  surroundings.conditions = &conditions;
  const auto status = run_program(surroundings, session.console, kept.arguments);
  if (status != exit_success) throw AlreadyReported{status};
  forget_plan(data, kept.id);
}

} // namespace

Command apply_command() {
  return {.name = "apply",
          .aliases = {},
          .arguments = "<plan id>",
          .purpose = "Does what was planned, if the model has not changed since.",
          .details =
              R"(The id is the one that "{program} plan" printed, or its first characters. The command is run as it was given
there, in the same folder, and asks nothing. It is refused where the model has changed since the plan was made, or where
the command would now do something else, because a charm's folder has changed for instance.)",
          .examples = "{program} apply 3f9c",
          .see_also = {"plan", "wait"},
          .declare = declare_nothing,
          .run = run_apply};
}

} // namespace periapt::cli
