#include "cli/commands/kill_controller.h"

#include "cli/outcome.h"
#include "cli/removing_models.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void declare_kill_controller(OptionSet& options) {
  options.flag("no-prompt", "do not ask").value("timeout,t", "DURATION", "how long to wait for each model", "5m0s");
}

void ask(Session& session, const std::string& name) {
  session.console.warning(
      fmt::format("This command will forcibly destroy the \"{}\" controller and all its resources", name));
  if (!session.console.confirm("Continue [y/N]? "))
    throw make_error(ErrorKind::conflict, "controller destruction: aborted");
}

void destroy_models(Session& session, const ControllerEntry& controller, std::chrono::milliseconds patience) {
  auto connection = session.connect(controller);
  connection.post<wire::Empty>("/v1/disabled-commands/remove", wire::Empty{});
  for (const auto& info : without_controller_model(session.refresh_models(controller, connection))) {
    auto model = session.model_named(controller.name + ":" + info.owner + "/" + info.name);
    destroy_model(session, model, true, StorageChoice::destroy, patience);
  }
}

/// What runs on the machines of such a controller cannot be ended from here.
std::string unreachable_elsewhere(const Session& session, const ControllerEntry& controller, const std::string& reason) {
  return fmt::format("cannot kill controller \"{0}\": it cannot be asked ({1}), and it is not of this client's folder: \"{2} "
                     "kill-controller\" ends it where it was started, \"{2} unregister {0}\" forgets it here",
                     controller.name, reason, session.surroundings.program);
}

void run_kill_controller(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no controller specified");
  refuse_surplus(words, 1);
  const auto timeout = session.arguments.duration("timeout");
  const auto controller = session.controller_named(words.front());
  if (!session.arguments.flag("no-prompt")) ask(session, controller.name);
  session.console.info(fmt::format("Destroying controller \"{}\"", controller.name));
  try {
    destroy_models(session, controller, timeout);
    remove_controller(session, controller);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unavailable) throw;
    if (!is_own_controller(session, controller)) throw Error(error.kind(), unreachable_elsewhere(session, controller, error.what()));
    session.console.info(fmt::format("Unable to ask the controller ({}): ending its machines", error.what()));
    remove_controller_by_force(session, controller);
  }
  session.console.info(fmt::format("Controller \"{}\" is gone", controller.name));
}

} // namespace

Command kill_controller_command() {
  return {.name = "kill-controller",
          .aliases = {},
          .arguments = "<controller name>",
          .purpose = "Destroys a controller with its models by force.",
          .details = R"(Units in error and machines that cannot be reached do not hold it up. Where the controller itself
cannot be started or does not answer, what runs on its machines is ended without hooks: where it was started. A controller
of another machine is killed only if it answers.)",
          .examples = "{program} kill-controller local --no-prompt",
          .see_also = {"destroy-controller", "unregister"},
          .declare = declare_kill_controller,
          .run = run_kill_controller};
}

} // namespace periapt::cli
