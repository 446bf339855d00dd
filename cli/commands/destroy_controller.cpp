#include "cli/commands/destroy_controller.h"

#include "cli/outcome.h"
#include "cli/removing_models.h"
#include "wire/disabled_commands_messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace periapt::cli {

namespace {

void declare_destroy_controller(OptionSet& options) {
  options.flag("destroy-all-models", "destroy its models too")
      .flag("destroy-storage", "destroy the models' storage")
      .flag("release-storage", "keep the models' storage")
      .flag("no-prompt", "do not ask")
      .flag("force", "do not wait for what is in error or cannot be reached")
      .flag("no-wait", "with --force: do not wait between the steps")
      .value("model-timeout", "DURATION", "with --force: give up waiting for a model after this long", "-1s");
}

void check_line_destroy_controller(const Arguments& arguments) {
  if (arguments.positional().empty()) throw UsageError("no controller specified");
  refuse_surplus(arguments.positional(), 1);
  if (arguments.flag("destroy-storage") && arguments.flag("release-storage"))
    throw UsageError("--destroy-storage and --release-storage cannot both be specified");
  if (arguments.flag("no-wait") && !arguments.flag("force")) throw UsageError("--no-wait without --force not valid");
}

void refuse_models(const std::string& controller, const std::vector<wire::ModelInfo>& models) {
  std::string names;
  for (const auto& model : models)
    names += fmt::format("\n    {}/{} ({})", model.owner, model.name, contents_of(model));
  throw make_error(ErrorKind::conflict,
                   "cannot destroy controller \"{}\": it still has models:{}\n\n"
                   "To destroy them too, use the --destroy-all-models option.",
                   controller, names);
}

void refuse_disabled_commands(const std::string& controller, client::Client& connection) {
  std::string names;
  for (const auto& model : connection.get<wire::ModelsWithDisabledCommands>("/v1/disabled-commands").models)
    names += fmt::format("\n    {} ({})", model.name, fmt::join(model.command_sets, ", "));
  if (names.empty()) return;
  throw make_error(ErrorKind::conflict,
                   "cannot destroy controller \"{}\": there are models with disabled commands:{}\n\n"
                   "To enable controller destruction, run\n\n    juju enable-destroy-controller",
                   controller, names);
}

void ask(Session& session, const ControllerEntry& controller, const std::vector<wire::ModelInfo>& models) {
  std::string warning =
      fmt::format("This command will destroy the \"{}\" controller and all its resources", controller.name);
  for (const auto& model : models)
    warning += fmt::format("\n - model {}/{}: {}", model.owner, model.name, contents_of(model));
  session.console.warning(warning);
  const auto answer = session.console.ask("To continue, enter the name of the controller to be unregistered: ");
  if (answer != controller.name) throw make_error(ErrorKind::conflict, "controller destruction: aborted");
}

void run_destroy_controller(Session& session) {
  const auto& arguments = session.arguments;
  check_line_destroy_controller(arguments);
  const auto timeout = arguments.duration("model-timeout");
  const auto controller = session.controller_named(arguments.positional().front());
  auto connection = session.connect(controller);
  const auto models = without_controller_model(session.refresh_models(controller, connection));
  if (!models.empty() && !arguments.flag("destroy-all-models")) refuse_models(controller.name, models);
  refuse_disabled_commands(controller.name, connection);
  if (!arguments.flag("no-prompt")) ask(session, controller, models);
  session.console.info("Destroying controller");
  for (const auto& info : models) {
    auto model = session.model_named(controller.name + ":" + info.owner + "/" + info.name);
    destroy_model(session, model, arguments.flag("force"), storage_choice(arguments),
                  timeout.count() >= 0 ? std::optional(timeout) : std::nullopt);
  }
  remove_controller(session, controller);
  session.console.info(fmt::format("Controller \"{}\" is gone", controller.name));
}

} // namespace

Command destroy_controller_command() {
  return {.name = "destroy-controller",
          .aliases = {},
          .arguments = "<controller name>",
          .purpose = "Destroys a controller; no process and no file stays.",
          .details = R"(A controller that still has models is only destroyed with --destroy-all-models. It asks for the
controller's name first, unless --no-prompt is given.)",
          .examples = "{program} destroy-controller local --destroy-all-models",
          .see_also = {"kill-controller", "unregister", "destroy-model"},
          .declare = declare_destroy_controller,
          .run = run_destroy_controller};
}

} // namespace periapt::cli
