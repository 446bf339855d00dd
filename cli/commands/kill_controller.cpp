#include "cli/commands/kill_controller.h"

#include "cli/outcome.h"
#include "cli/removing_models.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void declare(OptionSet& options) {
  options.flag("no-prompt", "do not ask").value("timeout,t", "DURATION", "how long to wait for each model", "5m0s");
}

void ask(Session& session, const std::string& name) {
  session.console.warning(fmt::format("This command will forcibly destroy the \"{}\" controller and all its resources", name));
  if (!session.console.confirm("Continue [y/N]? ")) throw make_error(ErrorKind::conflict, "controller destruction: aborted");
}

void run(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no controller specified");
  refuse_surplus(words, 1);
  const auto timeout = session.arguments.duration("timeout");
  const auto controller = session.controller_named(words.front());
  if (!session.arguments.flag("no-prompt")) ask(session, controller.name);
  session.console.info(fmt::format("Destroying controller \"{}\"", controller.name));
  auto connection = session.connect(controller);
  for (const auto& info : session.refresh_models(controller, connection)) {
    auto model = session.model_named(controller.name + ":" + info.owner + "/" + info.name);
    destroy_model(session, model, true, timeout);
  }
  remove_controller(session, controller);
  session.console.info("All instances reclaimed, cleaning up remaining controller machines");
}

} // namespace

Command kill_controller_command() {
  return {.name = "kill-controller",
          .aliases = {},
          .arguments = "<controller name>",
          .purpose = "Destroys a controller with its models by force.",
          .details = "Units in error and machines that cannot be reached do not hold it up.",
          .examples = "{program} kill-controller local --no-prompt",
          .see_also = {"destroy-controller", "unregister"},
          .declare = declare,
          .run = run};
}

} // namespace periapt::cli
