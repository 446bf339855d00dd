#include "cli/commands/set_constraints.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void run_set_constraints(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application name specified");
  const std::vector<std::string> constraints(words.begin() + 1, words.end());
  session.model().post<wire::Empty>({"applications", words.front(), "constraints"},
                                    wire::ConstraintsText{fmt::format("{}", fmt::join(constraints, " "))});
}

} // namespace

Command set_constraints_command() {
  return {.name = "set-constraints",
          .aliases = {},
          .arguments = "<application> <constraint>=<value> ...",
          .purpose = "Replaces an application's constraints.",
          .details = "The whole set is replaced; it counts for machines made from now on. Local machines have what this "
                     "host has:\nthere constraints are kept and shown.",
          .examples = "{program} set-constraints mysql mem=8G cores=4\n{program} set-constraints mysql     # none",
          .see_also = {"constraints", "set-model-constraints"},
          .declare = declare_model,
          .run = run_set_constraints,
          .plannable = true};
}

} // namespace periapt::cli
