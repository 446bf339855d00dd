#include "cli/commands/charm.h"

#include "cli/command_group.h"

namespace periapt::cli {

namespace {

void run_charm(Session& session) { print_group(session, "charm", "Commands for those who write charms"); }

} // namespace

Command charm_command() {
  return {.name = "charm",
          .aliases = {},
          .arguments = "<command> [arguments]",
          .purpose = "Lists the commands for those who write charms.",
          .details = "",
          .examples = "{program} charm\n{program} charm init wiki --with bash",
          .see_also = {"charm init", "charm lint", "charm build", "charm pack"},
          .declare = declare_nothing,
          .run = run_charm};
}

} // namespace periapt::cli
