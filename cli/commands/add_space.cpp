#include "cli/commands/add_space.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void run_add_space(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("space name is required");
  refuse_to_change_spaces(session, "add", words.front());
}

} // namespace

Command add_space_command() {
  return {.name = "add-space",
          .aliases = {},
          .arguments = "<name> [<CIDR1> <CIDR2> ...]",
          .purpose = "Adds a network space, where machines have several networks.",
          .details = "Local machines have one, and the command says so.",
          .examples = "{program} add-space db 10.0.0.0/24",
          .see_also = {"spaces"},
          .declare = declare_model,
          .run = run_add_space};
}

} // namespace periapt::cli
