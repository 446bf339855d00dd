#include "cli/commands/charm.h"

#include "cli/command_table.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

void run_charm(Session& session) {
  const auto& words = session.arguments.positional();
  const auto& program = session.surroundings.program;
  if (!words.empty())
    throw UsageError(
        fmt::format("{0} charm: \"{1}\" is not a {0} charm command. See \"{0} charm\".", program, words.front()));
  std::string text = "Commands for those who write charms:\n\n";
  for (const auto* command : commands_of_group("charm"))
    text += fmt::format("    {} {:<12}  {}\n", program, command->name, command->purpose);
  session.print(text + fmt::format("\n\"{} help charm build\" shows one in full.\n", program));
}

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
