#include "cli/commands/help_hook_commands.h"

#include "cli/session.h"
#include "cli/tool_listing.h"

namespace periapt::cli {

Command help_hook_commands_command() {
  return {.name = "help-hook-commands",
          .aliases = {},
          .arguments = "[hook]",
          .purpose = "Shows help on a tool that hooks can call.",
          .details = "Without a name it lists them.",
          .examples = "{program} help-hook-commands\n{program} help-hook-commands relation-get",
          .see_also = {"help", "help-action-commands"},
          .declare = declare_nothing,
          .run = [](Session& session) { print_tools(session, false); }};
}

} // namespace periapt::cli
