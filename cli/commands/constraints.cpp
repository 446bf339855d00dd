#include "cli/commands/constraints.h"

#include "cli/constraints_words.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void run_constraints(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application name specified");
  refuse_surplus(words, 1);
  check_format(session.format(), {"constraints", "json", "yaml"});
  print_constraints(session,
                    session.model().get<wire::ApplicationInfo>({"applications", words.front()}).constraints);
}

} // namespace

Command constraints_command() {
  return {.name = "constraints",
          .aliases = {},
          .arguments = "<application>",
          .purpose = "Shows an application's constraints.",
          .details = "Machines made for its units should have these; the model's count where these say nothing.",
          .examples = "{program} constraints mysql\n{program} constraints mysql --format json",
          .see_also = {"set-constraints", "model-constraints"},
          .declare = declare_constraints_format,
          .run = run_constraints};
}

} // namespace periapt::cli
