#include "cli/commands/destroy_model.h"

#include "cli/outcome.h"
#include "cli/removing_models.h"

namespace periapt::cli {

namespace {

void declare_destroy_model(OptionSet& options) {
  options.flag("no-prompt", "do not ask")
      .flag("destroy-storage", "destroy the model's storage")
      .flag("release-storage", "keep the model's storage")
      .flag("force", "do not wait for what is in error or cannot be reached")
      .flag("no-wait", "with --force: do not wait between the steps")
      .value("timeout,t", "DURATION", "with --force: give up waiting after this long", "-1s");
}

void check_line_destroy_model(const Arguments& arguments) {
  if (arguments.positional().empty()) throw UsageError("no model specified");
  refuse_surplus(arguments.positional(), 1);
  if (arguments.flag("destroy-storage") && arguments.flag("release-storage"))
    throw UsageError("--destroy-storage and --release-storage cannot both be specified");
  if (arguments.flag("no-wait") && !arguments.flag("force")) throw UsageError("--no-wait without --force not valid");
  if (arguments.given("timeout") && !arguments.flag("force"))
    throw UsageError("--timeout can only be used with --force (dangerous)");
}

void ask(Session& session, ModelClient& model) {
  const auto info = model.get<wire::ModelInfo>({});
  session.console.warning(
      fmt::format("This command will destroy the \"{}\" model and everything in it:\n - {} unit(s)\n - {}", info.name,
                  info.unit_count, contents_of(info)));
  const auto answer = session.console.ask("To continue, enter the name of the model to be unregistered: ");
  if (answer != info.name) throw make_error(ErrorKind::conflict, "model destruction: aborted");
}

void run_destroy_model(Session& session) {
  const auto& arguments = session.arguments;
  check_line_destroy_model(arguments);
  const auto timeout = arguments.duration("timeout");
  auto model = session.model_named(arguments.positional().front());
  if (!arguments.flag("no-prompt")) ask(session, model);
  destroy_model(session, model, arguments.flag("force"), storage_choice(arguments),
                timeout.count() >= 0 ? std::optional(timeout) : std::nullopt);
}

} // namespace

Command destroy_model_command() {
  return {.name = "destroy-model",
          .aliases = {},
          .arguments = "[<controller name>:]<model name>",
          .purpose = "Destroys a model with everything in it.",
          .details = R"(Applications are removed as remove-application does it, machines are taken away, and the command
returns when nothing is left. A unit in error holds that up until it is resolved, unless --force is given.
It asks for the model's name first, unless --no-prompt is given.)",
          .examples = "{program} destroy-model test\n{program} destroy-model test --no-prompt --force",
          .see_also = {"destroy-controller", "remove-application"},
          .declare = declare_destroy_model,
          .run = run_destroy_model};
}

} // namespace periapt::cli
