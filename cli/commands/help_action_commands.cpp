#include "cli/commands/help_action_commands.h"

#include "cli/session.h"
#include "cli/tool_listing.h"

namespace periapt::cli {

Command help_action_commands_command() {
  return {.name = "help-action-commands",
          .aliases = {},
          .arguments = "[action]",
          .purpose = "Shows help on a tool that only actions can call.",
          .details = "Without a name it lists them.",
          .examples = "{program} help-action-commands\n{program} help-action-commands action-fail",
          .see_also = {"help", "help-hook-commands"},
          .declare = declare_nothing,
          .run = [](Session& session) { print_tools(session, true); }};
}

} // namespace periapt::cli
