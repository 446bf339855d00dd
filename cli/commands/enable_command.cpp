#include "cli/commands/enable_command.h"

#include "cli/disabled_commands_words.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/disabled_commands_messages.h"

namespace periapt::cli {

namespace {

void run_enable_command(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing command set (all, destroy-model, remove-object)");
  refuse_surplus(words, 1);
  check_command_set(words.front());
  session.model().post<wire::Empty>({"disabled-commands", "remove"}, wire::EnableCommands{words.front()});
}

} // namespace

Command enable_command_command() {
  return {.name = "enable-command",
          .aliases = {},
          .arguments = "<command set>",
          .purpose = "Allows a set of commands again that was forbidden.",
          .details = command_set_help,
          .examples = "{program} enable-command remove-object",
          .see_also = {"disable-command", "disabled-commands"},
          .declare = declare_model,
          .run = run_enable_command};
}

} // namespace periapt::cli
