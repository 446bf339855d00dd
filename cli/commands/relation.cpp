#include "cli/commands/relation.h"

#include "cli/command_group.h"

namespace periapt::cli {

namespace {

void run_relation(Session& session) { print_group(session, "relation", "Commands that look at one relation"); }

} // namespace

Command relation_command() {
  return {.name = "relation",
          .aliases = {},
          .arguments = "<command> [arguments]",
          .purpose = "Lists the commands that look at one relation.",
          .details = "",
          .examples = "{program} relation\n{program} relation show wordpress mariadb",
          .see_also = {"relation show", "relation log", "integrate", "promises"},
          .declare = declare_nothing,
          .run = run_relation};
}

} // namespace periapt::cli
