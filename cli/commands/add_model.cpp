#include "cli/commands/add_model.h"

#include "cli/first_controller.h"
#include "cli/outcome.h"
#include "cli/settings_text.h"
#include "core/names.h"

namespace periapt::cli {

namespace {

void declare_add_model(OptionSet& options) {
  declare_controller(options);
  options.value("config", "FILE|KEY=VALUE", "settings of the model; may repeat")
      .flag("no-switch", "do not make it the current model")
      .value("owner", "USER", "whose the model is, for superusers; else who adds it")
      .value("credential", "NAME", "accepted; local machines need none")
      .value("target-controller", "NAME", "the same as --controller");
}

Settings config_of(const Session& session) {
  const auto& folder = session.surroundings.working_directory;
  Settings settings;
  for (const auto& word : session.arguments.all("config")) {
    if (const auto setting = split_setting(word))
      settings[setting->first] = setting->second;
    else
      settings.merge(model_settings(read_settings_file(word, folder, session.console.in)));
  }
  return settings;
}

void run_add_model(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("model name is required");
  refuse_surplus(words, 2);
  const ModelName name(words.front());
  wire::AddModel request{.name = name.str(), .config = config_of(session), .owner = {}};
  if (session.arguments.given("owner")) request.owner = session.arguments.text("owner");
  ensure_first_controller(session, false);
  const auto& target = session.arguments.text("target-controller");
  const auto controller = target.empty() ? session.controller() : session.controller_named(target);
  const auto place = words.size() > 1 ? fmt::format(" on {}", controller.cloud + "/" + controller.region) : "";
  const auto model = create_model(session, controller, request, !session.arguments.flag("no-switch"));
  session.console.info(fmt::format("Added '{}' model{} for user '{}'", model.name, place, model.owner));
}

} // namespace

Command add_model_command() {
  return {.name = "add-model",
          .aliases = {},
          .arguments = "<model name> [<cloud>[/<region>]]",
          .purpose = "Creates a model and makes it current.",
          .details =
              R"(A model holds applications and their relations, apart from those of other models. Where there is no
controller yet, "model add-model" starts one named "local" on this machine.)",
          .examples =
              "{program} add-model shop\n{program} add-model test --no-switch --config update-status-hook-interval=10s",
          .see_also = {"models", "switch", "destroy-model", "model-config"},
          .declare = declare_add_model,
          .run = run_add_model};
}

} // namespace periapt::cli
