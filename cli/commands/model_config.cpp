#include "cli/commands/model_config.h"

#include "charm/yaml_writer.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/model_settings.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/setting_changes.h"
#include "wire/model_defaults_messages.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_model_config(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  declare_colour(options);
  options.value("file", "FILE", "settings to apply, as YAML; - reads stdin")
      .value("reset", "KEYS", "back to the defaults, comma separated; may repeat")
      .flag("ignore-read-only-fields", "skip what cannot be set");
}

struct ShownSetting {
  Value value;
  std::string source; // default, controller, region, model
};
using ShownSettings = std::map<std::string, ShownSetting>;

/// A value that is the controller's or a region's default counts as inherited from there.
ShownSettings shown_settings(const std::map<std::string, std::string>& own, const wire::ModelDefaults& defaults) {
  const auto has = [](const std::map<std::string, std::string>& values, const std::string& key, const std::string& text) {
    const auto found = values.find(key);
    return found != values.end() && found->second == text;
  };
  ShownSettings shown;
  for (const auto& [key, setting] : effective_model_settings(own)) {
    auto& entry = shown[key] = {setting.value, setting.is_default ? "default" : "model"};
    if (setting.is_default) continue;
    if (has(defaults.controller, key, own.at(key))) entry.source = "controller";
    for (const auto& region : defaults.regions)
      if (has(region.values, key, own.at(key))) entry.source = "region";
  }
  return shown;
}

std::string tabular(const ShownSettings& settings, bool colour) {
  Table table({"Attribute", "From", "Value"});
  for (const auto& [key, setting] : settings) {
    auto text = render(setting.value, "smart");
    while (text.ends_with('\n')) text.pop_back();
    if (text.find('\n') != std::string::npos) text = "<value set, see juju model-config " + key + ">";
    table.add({key, setting.source,
               std::holds_alternative<bool>(setting.value.data) ? (text == "True" ? "true" : "false") : text});
  }
  std::ostringstream out;
  table.print(out, colour);
  return out.str();
}

/// JSON capitalises what YAML does not.
Value document(const ShownSettings& settings, bool json) {
  Map map;
  for (const auto& [key, setting] : settings)
    map.emplace_back(key, Record()
                              .add(json ? "Value" : "value", setting.value)
                              .add(json ? "Source" : "source", setting.source)
                              .value());
  return map;
}

void show(Session& session, const std::optional<std::string>& key) {
  auto model = session.model();
  const auto defaults = model.client().get<wire::ModelDefaults>(client::target({"model-defaults"}));
  auto settings = shown_settings(model.get<wire::ModelConfig>({"config"}).values, defaults);
  if (key) {
    const auto found = settings.find(*key);
    if (found == settings.end())
      throw make_error(ErrorKind::not_found, "\"{}\" is not a key of the currently targeted model: \"{}\"", *key,
                       model.model().qualified());
    const auto setting = found->second;
    if (!session.arguments.given("format")) return session.print(render(setting.value, "smart"));
    settings = {{*key, setting}};
  }
  if (session.format() == "tabular") return session.print(tabular(settings, session.colour()));
  session.print(render(document(settings, session.format() == "json"), session.format()));
}

void run_model_config(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto words = parse_config_words(session.arguments, session.arguments.positional());
  if (!words.changes_something(session.arguments)) return show(session, words.key);
  auto set = setting_changes(session, words, model_settings, "current");
  session.model().post<wire::Empty>({"config"}, wire::SetModelConfig{.set = std::move(set), .reset = words.reset});
}

} // namespace

Command model_config_command() {
  return {.name = "model-config",
          .aliases = {},
          .arguments = "[<key>] [<key>=<value> ...]",
          .purpose = "Reads, sets and resets a model's settings.",
          .details = "Without a key: every setting, where its value comes from, and the value.",
          .examples = "{program} model-config\n"
                      "{program} model-config update-status-hook-interval=10s\n"
                      "{program} model-config mode=\"\"          # remove-application asks no more\n"
                      "{program} model-config --reset mode",
          .see_also = {"config", "show-model"},
          .declare = declare_model_config,
          .run = run_model_config,
          .plannable = true};
}

} // namespace periapt::cli
