#include "cli/commands/move_to_space.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void declare_move_to_space(OptionSet& options) {
  declare_model(options);
  declare_format(options, "human, json, tabular or yaml", "human");
  options.flag("force", "also subnets that are in use");
}

void run_move_to_space(Session& session) {
  check_format(session.format(), {"human", "json", "tabular", "yaml"});
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("space name is required");
  if (words.size() == 1) throw UsageError("no subnets specified");
  refuse_to_change_spaces(session, "move subnets to", words.front());
}

} // namespace

Command move_to_space_command() {
  return {.name = "move-to-space",
          .aliases = {},
          .arguments = "<name> <CIDR1> [<CIDR2> ...]",
          .purpose = "Moves subnets to another space, where machines have several networks.",
          .details = "Local machines have one, and the command says so.",
          .examples = "{program} move-to-space db 10.0.0.0/24",
          .see_also = {"spaces", "subnets"},
          .declare = declare_move_to_space,
          .run = run_move_to_space};
}

} // namespace periapt::cli
