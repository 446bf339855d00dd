#include "cli/commands/retry_provisioning.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void declare_retry_provisioning(OptionSet& options) {
  declare_model(options);
  options.flag("all", "every machine that could not be started");
}

void check_line_of_retry(const std::vector<std::string>& machines, bool all) {
  if (!all && machines.empty()) throw UsageError("no machine specified");
  if (all && !machines.empty()) throw UsageError("specify machines or --all but not both");
  for (const auto& machine : machines) {
    if (!is_valid_machine_name(machine)) throw UsageError(fmt::format("invalid machine \"{}\"", machine));
    if (machine.find('/') != std::string::npos)
      throw UsageError(fmt::format("invalid machine \"{}\" retry-provisioning does not support containers", machine));
  }
}

void run_retry_provisioning(Session& session) {
  const auto& machines = session.arguments.positional();
  const bool all = session.arguments.flag("all");
  check_line_of_retry(machines, all);
  const auto answer = session.model().post<wire::MachineResults>({"machines", "retry"}, wire::RetryProvisioning{machines, all});
  bool failed = false;
  for (const auto& result : answer.results) {
    if (!result.error) continue;
    session.console.err << *result.error << "\n";
    failed = true;
  }
  if (failed) throw AlreadyReported{};
}

} // namespace

Command retry_provisioning_command() {
  return {.name = "retry-provisioning",
          .aliases = {},
          .arguments = "<machine> [...]",
          .purpose = "Tries at once to start machines that could not be started.",
          .details = "Such a machine (\"provisioning error\" in status, with the reason) is tried again by itself, after pauses that "
                     "grow to a minute.\nThe command is for when the cause is mended and nobody wants to wait.",
          .examples = "{program} retry-provisioning 0\n{program} retry-provisioning 0 1\n{program} retry-provisioning --all",
          .see_also = {"machines", "show-machine", "why"},
          .declare = declare_retry_provisioning,
          .run = run_retry_provisioning,
          .plannable = true};
}

} // namespace periapt::cli
