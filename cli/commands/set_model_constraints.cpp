#include "cli/commands/set_model_constraints.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void run_set_model_constraints(Session& session) {
  const auto text = fmt::format("{}", fmt::join(session.arguments.positional(), " "));
  session.model().post<wire::Empty>({"constraints"}, wire::ConstraintsText{text});
}

} // namespace

Command set_model_constraints_command() {
  return {.name = "set-model-constraints",
          .aliases = {},
          .arguments = "<constraint>=<value> ...",
          .purpose = "Replaces the model's constraints.",
          .details = "The whole set is replaced; it counts for machines made from now on.",
          .examples = "{program} set-model-constraints mem=1G cores=4",
          .see_also = {"model-constraints", "set-constraints"},
          .declare = declare_model,
          .run = run_set_model_constraints};
}

} // namespace periapt::cli
