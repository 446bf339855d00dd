#include "cli/commands/controller_config.h"

#include "cli/config_words.h"
#include "cli/controller_settings.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/controller_settings_messages.h"

namespace periapt::cli {

namespace {

void declare_controller_config(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  declare_colour(options);
  options.value("file", "FILE", "settings to apply, as YAML; - reads stdin")
      .flag("ignore-read-only-fields", "skip what cannot be set");
}

void show_controller_config(Session& session, const ControllerEntry& controller, const std::optional<std::string>& key) {
  const auto values =
      session.connect(controller).get<wire::ControllerSettings>(client::target({"controller-config"})).values;
  if (!key)
    return session.print(session.format() == "tabular" ? controller_settings_table(values, session.colour())
                                                       : render(controller_settings_document(values), session.format()));
  const auto found = values.find(*key);
  if (found == values.end())
    throw make_error(ErrorKind::not_found, "key \"{}\" not found in controller \"{}\"", *key, controller.name);
  const auto format = session.format() == "tabular" ? "smart" : session.format();
  session.print(render(controller_settings_document({*found}).front().second, format));
}

/// Those of --file, and over them those of the words.
Settings settings_to_apply(const Session& session, const ConfigWords& words) {
  const auto& folder = session.surroundings.working_directory;
  Settings settings;
  if (const auto file = session.arguments.text("file"); !file.empty())
    settings = model_settings(read_settings_file(file, folder, session.console.in));
  for (const auto& [key, text] : words.set) settings[key] = setting_value(key, text, folder);
  const auto fixed = take_unchangeable(settings);
  if (fixed.empty()) return settings;
  const auto names = fmt::format("[{}]", fmt::join(fixed, " "));
  if (!session.arguments.flag("ignore-read-only-fields"))
    throw Error(ErrorKind::invalid, "invalid or read-only controller config values cannot be updated: " + names);
  session.console.warning("invalid or read-only controller config values ignored: " + names);
  return settings;
}

void run_controller_config(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto words = parse_config_words(session.arguments, session.arguments.positional());
  const auto controller = session.controller();
  if (!words.changes_something(session.arguments)) return show_controller_config(session, controller, words.key);
  const auto settings = settings_to_apply(session, words);
  if (settings.empty()) return;
  session.connect(controller).post<wire::Empty>(client::target({"controller-config"}), wire::SetControllerSettings{settings});
}

} // namespace

Command controller_config_command() {
  return {.name = "controller-config",
          .aliases = {},
          .arguments = "[<attribute key>[=<value>] ...]",
          .purpose = "Reads or sets the settings of a controller.",
          .details = R"(Without a key: every setting that has a value. This controller acts by "max-charm-state-size" (bytes that a charm may
keep for a unit, 0 for as many as go into one commit), "max-debug-log-duration" (how long "debug-log" follows) and
"model-logs-size" (of one model's log); the others are kept and shown. api-port is 0 where it does not listen for other
machines. Only a superuser sets them.)",
          .examples = "{program} controller-config\n"
                      "{program} controller-config max-debug-log-duration=1h model-logs-size=100M\n"
                      "{program} controller-config --format yaml > saved.yaml\n"
                      "{program} controller-config --file saved.yaml --ignore-read-only-fields",
          .see_also = {"controllers", "model-config", "show-controller"},
          .declare = declare_controller_config,
          .run = run_controller_config};
}

} // namespace periapt::cli
