#include "cli/commands/help.h"

#include "cli/command_table.h"
#include "cli/formatters/fitting.h"
#include "cli/formatters/output.h"
#include "cli/help.h"
#include "cli/outcome.h"
#include "cli/reference.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

std::string help_on(const std::string& topic, const std::string& program) {
  if (topic == "commands") return commands_help();
  if (topic == "topics")
    return "basics    where to begin\ncommands  every command with its purpose\ntopics    this list\n";
  if (topic == "basics") return overview_help(program);
  if (const auto* command = find_command(topic)) return command_help(*command, program);
  throw make_error(ErrorKind::not_found, "unknown command or topic for {}", topic);
}

void declare_help(OptionSet& options) { declare_format(options, "text or markdown", "text"); }

void run_help(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 2);
  std::string topic = words.empty() ? "basics" : words.front();
  if (words.size() > 1) topic += " " + words.back(); // a command of a group
  check_format(session.format(), {"text", "markdown"});
  if (session.format() == "markdown") {
    if (topic != "commands") throw UsageError("--format markdown is for \"help commands\" only");
    return session.print(reference_page());
  }
  session.print(fitted_help(help_on(topic, session.surroundings.program), terminal_columns()));
}

} // namespace

Command help_command() {
  return {.name = "help",
          .aliases = {},
          .arguments = "[<command or topic>]",
          .purpose = "Shows help on a command or topic.",
          .details = "\"help commands --format markdown\" writes the reference page: every command with all its options.",
          .examples = "{program} help commands\n{program} help deploy\n{program} help charm build",
          .see_also = {},
          .declare = declare_help,
          .run = run_help};
}

} // namespace periapt::cli
