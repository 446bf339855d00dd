#include "cli/commands/exec.h"

#include "base/shell_words.h"
#include "cli/action_words.h"
#include "cli/formatters/task_text.h"
#include "cli/operation_run.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"

namespace periapt::cli {

namespace {

void declare_exec(OptionSet& options) {
  declare_model(options);
  declare_task_options(options, "how long to wait for the results; 5m unless given, negative: for ever");
  options.value("unit,u", "UNITS", "units, comma separated; also application/leader")
      .value("application,app,a", "APPS", "all units of these applications")
      .value("machine", "MACHINES", "machines, outside of any unit")
      .flag("all", "all machines")
      .flag("parallel", "do not wait for hooks and commands on the same machine; so unless --parallel=false")
      .value("execution-group", "NAME", "one after the other among those of this group")
      .flag("operator", "for Kubernetes models only");
}

struct Targets {
  std::vector<std::string> units, applications, machines;
  bool all = false;
  bool empty() const { return units.empty() && applications.empty() && machines.empty(); }
};

void check_names(const Targets& targets) {
  std::string bad;
  const auto add = [&](const std::string& name, const char* kind) { bad += fmt::format("\n  \"{}\" is not a valid {}", name, kind); };
  for (const auto& name : targets.machines)
    if (!is_valid_machine_name(name)) add(name, "machine id");
  for (const auto& name : targets.applications)
    if (!is_valid_application_name(name)) add(name, "application name");
  for (const auto& name : targets.units)
    if (!is_leader_word(name) && !UnitName::parse(name)) add(name, "unit name");
  if (!bad.empty()) throw UsageError("The following exec targets are not valid:" + bad);
}

Targets targets_of(const Arguments& arguments) {
  Targets targets{.units = arguments.list("unit"),
                  .applications = arguments.list("application"),
                  .machines = arguments.list("machine"),
                  .all = arguments.flag("all")};
  if (!targets.all && targets.empty())
    throw UsageError("You must specify a target, either through --all, --machine, --application or --unit");
  const auto refuse = [](const char* what) { throw UsageError(fmt::format("You cannot specify --all and individual {}", what)); };
  if (targets.all && !targets.machines.empty()) refuse("machines");
  if (targets.all && !targets.applications.empty()) refuse("applications");
  if (targets.all && !targets.units.empty()) refuse("units");
  check_names(targets);
  return targets;
}

void run_exec(Session& session) {
  check_task_options(session);
  const auto& arguments = session.arguments;
  if (arguments.positional().empty()) throw UsageError("no commands specified");
  const auto targets = targets_of(arguments);
  const bool parallel = !arguments.given("parallel") || arguments.flag("parallel");
  if (arguments.flag("operator")) throw Error(ErrorKind::invalid, "only k8s models support the --operator flag");
  auto model = session.model();
  const auto operation = model.post<wire::OperationInfo>(
      {"commands"}, wire::RunCommands{.commands = shell_script(arguments.positional()),
                                      .units = targets.units,
                                      .applications = targets.applications,
                                      .machines = targets.machines,
                                      .all_machines = targets.all,
                                      .parallel = parallel,
                                      .execution_group = arguments.text("execution-group")});
  follow_operation(session, model, operation,
                   {.default_wait = std::chrono::minutes(5), .quiet = true, .plain = commands_text});
}

} // namespace

Command exec_command() {
  return {.name = "exec",
          .aliases = {},
          .arguments = "<commands>",
          .purpose = "Runs shell commands on units or machines and waits for what they print.",
          .details =
              R"(On a unit the commands run in the charm's folder, with all hook tools; on a machine outside of any unit.
One argument is a script for bash as it is; several are one command, each quoted.)",
          .examples = "{program} exec --unit mariadb/0 'relation-ids server'\n"
                      "{program} exec --application wordpress -- is-leader\n"
                      "{program} exec --machine 0,1 'df -h | tail -n +2'\n"
                      "{program} exec --all uptime --format json",
          .see_also = {"run", "operations", "show-operation", "show-task"},
          .declare = declare_exec,
          .run = run_exec};
}

} // namespace periapt::cli
