#include "cli/commands/model_constraints.h"

#include "cli/constraints_words.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void run_model_constraints(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"constraints", "json", "yaml"});
  print_constraints(session, session.model().get<wire::ConstraintsText>({"constraints"}).constraints);
}

} // namespace

Command model_constraints_command() {
  return {.name = "model-constraints",
          .aliases = {},
          .arguments = "",
          .purpose = "Shows the model's constraints.",
          .details = "They are the default for new machines; an application's own win over them.",
          .examples = "{program} model-constraints\n{program} model-constraints --format json",
          .see_also = {"set-model-constraints", "constraints"},
          .declare = declare_constraints_format,
          .run = run_model_constraints};
}

} // namespace periapt::cli
