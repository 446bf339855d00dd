#include "cli/commands/disabled_commands.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/session.h"
#include "wire/disabled_commands_messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

namespace periapt::cli {

namespace {

void declare_disabled_commands(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("all", "of every model of the controller");
}

void show_disabled(Session& session, List document, const Table& table) {
  if (session.format() != "tabular") return session.print(render(std::move(document), session.format()));
  if (table.empty()) return session.console.info("No commands are currently disabled.");
  std::ostringstream text;
  table.print(text, session.colour());
  session.print(text.str());
}

void show_of_controller(Session& session) {
  auto client = session.connect(session.controller_of_model_option());
  List document;
  Table table({"Name", "Model UUID", "Disabled commands"});
  for (const auto& model : client.get<wire::ModelsWithDisabledCommands>("/v1/disabled-commands").models) {
    List sets(model.command_sets.begin(), model.command_sets.end());
    document.push_back(
        Record().add("name", model.name).add("model-uuid", model.uuid).add("disabled-commands", std::move(sets)).value());
    table.add({model.name, model.uuid, fmt::format("{}", fmt::join(model.command_sets, ", "))});
  }
  show_disabled(session, std::move(document), table);
}

void show_of_model(Session& session) {
  List document;
  Table table({"Disabled commands", "Message"});
  for (const auto& one : session.model().get<wire::DisabledCommands>({"disabled-commands"}).sets) {
    document.push_back(Record().add("command-set", one.command_set).add_if("message", one.message).value());
    table.add({one.command_set, one.message});
  }
  show_disabled(session, std::move(document), table);
}

void run_disabled_commands(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  refuse_surplus(session.arguments.positional(), 0);
  if (session.arguments.flag("all")) show_of_controller(session);
  else show_of_model(session);
}

} // namespace

Command disabled_commands_command() {
  return {.name = "disabled-commands",
          .aliases = {"list-disabled-commands"},
          .arguments = "",
          .purpose = "Lists the sets of commands that are forbidden.",
          .details = "",
          .examples = "{program} disabled-commands\n"
                      "{program} disabled-commands --all --format yaml",
          .see_also = {"disable-command", "enable-command"},
          .declare = declare_disabled_commands,
          .run = run_disabled_commands};
}

} // namespace periapt::cli
