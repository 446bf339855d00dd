#include "cli/commands/remove_space.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void declare_remove_space(OptionSet& options) {
  declare_model(options);
  options.flag("force", "also one that is in use").flag("yes,y", "do not ask");
}

void run_remove_space(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("space name is required");
  refuse_surplus(words, 1);
  refuse_to_change_spaces(session, "remove", words.front());
}

} // namespace

Command remove_space_command() {
  return {.name = "remove-space",
          .aliases = {},
          .arguments = "<name>",
          .purpose = "Removes a network space, where machines have several networks.",
          .details = "Local machines have one, and the command says so.",
          .examples = "{program} remove-space db",
          .see_also = {"spaces"},
          .declare = declare_remove_space,
          .run = run_remove_space};
}

} // namespace periapt::cli
