#include "cli/command_group.h"

#include "cli/command_table.h"
#include "cli/outcome.h"

#include <fmt/format.h>

namespace periapt::cli {

void print_group(Session& session, const std::string& group, const std::string& title) {
  const auto& words = session.arguments.positional();
  const auto& program = session.surroundings.program;
  if (!words.empty())
    throw UsageError(
        fmt::format("{0} {1}: \"{2}\" is not a {0} {1} command. See \"{0} {1}\".", program, group, words.front()));
  const auto commands = commands_of_group(group);
  std::string text = title + ":\n\n";
  for (const auto* command : commands)
    text += fmt::format("    {} {:<{}}  {}\n", program, command->name, group.size() + 7, command->purpose);
  session.print(text + fmt::format("\n\"{} help {}\" shows one in full.\n", program, commands.front()->name));
}

} // namespace periapt::cli
