#include "cli/commands/run.h"

#include "charm/json_value.h"
#include "cli/action_words.h"
#include "cli/formatters/task_text.h"
#include "cli/operation_run.h"
#include "cli/session.h"
#include "cli/settings_text.h"

namespace periapt::cli {

namespace {

void declare_run(OptionSet& options) {
  declare_model(options);
  declare_task_options(options, "how long to wait for the results; 60s unless given, negative: for ever");
  options.value("params", "FILE", "parameters as a YAML map; - reads stdin")
      .flag("string-args", "take the values of the command line as they are typed, not as YAML");
}

std::string parameters_of(const Session& session, const ActionWords& words) {
  Map parameters;
  if (const auto file = session.arguments.text("params"); !file.empty())
    parameters = parse_parameters_file(
        read_settings_file(file, session.surroundings.working_directory, session.console.in));
  apply_parameters(parameters, words.parameters, session.arguments.flag("string-args"));
  return charm::write_json(parameters);
}

void run_run(Session& session) {
  check_task_options(session);
  const auto words = parse_action_words(session.arguments.positional());
  const wire::RunAction request{words.units, words.action, {parameters_of(session, words)}};
  auto model = session.model();
  const auto operation = model.post<wire::OperationInfo>({"actions"}, request);
  follow_operation(session, model, operation, {.default_wait = std::chrono::seconds(60), .plain = action_text});
}

} // namespace

Command run_command() {
  return {.name = "run",
          .aliases = {},
          .arguments = "<unit> [<unit> ...] <action-name> [<key>=<value> [<key>[.<key> ...]=<value>]]",
          .purpose = "Runs an action of a charm on units and waits for what comes of it.",
          .details =
              R"(A unit is named as "mariadb/0", or "mariadb/leader". Dots in a key nest parameters; values are read as YAML.
What the command line says goes over what --params holds. The charm says which parameters there are: see
"actions --schema".)",
          .examples = "{program} run mariadb/0 backup\n"
                      "{program} run mariadb/leader backup target.folder=/srv compress=true --wait 5m\n"
                      "{program} run mariadb/0 mariadb/1 restart --background",
          .see_also = {"actions", "operations", "show-operation", "show-task", "cancel-task"},
          .declare = declare_run,
          .run = run_run};
}

} // namespace periapt::cli
