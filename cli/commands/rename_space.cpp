#include "cli/commands/rename_space.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void declare_rename_space(OptionSet& options) {
  declare_model(options);
  options.value("rename", "NAME", "the new name");
}

void run_rename_space(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("old-name is required");
  if (words.size() < 2 && !session.arguments.given("rename")) throw UsageError("new-name is required");
  refuse_surplus(words, 2);
  refuse_to_change_spaces(session, "rename", words.front());
}

} // namespace

Command rename_space_command() {
  return {.name = "rename-space",
          .aliases = {},
          .arguments = "<old-name> <new-name>",
          .purpose = "Renames a network space, where machines have several networks.",
          .details = "Local machines have one, and the command says so.",
          .examples = "{program} rename-space db data",
          .see_also = {"spaces"},
          .declare = declare_rename_space,
          .run = run_rename_space};
}

} // namespace periapt::cli
