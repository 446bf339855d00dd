#include "cli/commands/disable_command.h"

#include "cli/disabled_commands_words.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/disabled_commands_messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace periapt::cli {

namespace {

void run_disable_command(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing command set (all, destroy-model, remove-object)");
  check_command_set(words.front());
  const std::vector<std::string> message(words.begin() + 1, words.end());
  session.model().post<wire::Empty>({"disabled-commands"},
                                    wire::DisabledCommandSet{.command_set = words.front(),
                                                             .message = fmt::format("{}", fmt::join(message, " "))});
}

} // namespace

Command disable_command_command() {
  return {.name = "disable-command",
          .aliases = {},
          .arguments = "<command set> [message...]",
          .purpose = "Forbids a set of commands in a model.",
          .details = std::string("So that nobody destroys or changes by accident what must stay. The controller refuses them, whoever "
                                 "asks;\nthe message is what they are told.\n\n") +
                     command_set_help,
          .examples = "{program} disable-command destroy-model\n"
                      "{program} disable-command all production, ask Ann first",
          .see_also = {"disabled-commands", "enable-command"},
          .declare = declare_model,
          .run = run_disable_command};
}

} // namespace periapt::cli
