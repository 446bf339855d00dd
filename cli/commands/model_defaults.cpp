#include "cli/commands/model_defaults.h"

#include "cli/formatters/model_defaults_document.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/setting_changes.h"
#include "charm/yaml_reader.h"

#include <span>

namespace periapt::cli {

namespace {

void declare_model_defaults(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  declare_colour(options);
  options.value("cloud", "CLOUD", "the cloud whose models inherit them; a local controller has one")
      .value("region", "REGION", "of this region only")
      .value("file", "FILE", "defaults to apply, as YAML; - reads stdin")
      .value("reset", "KEYS", "take them away, comma separated; may repeat")
      .flag("ignore-read-only-fields", "skip what cannot be set");
}

/// Where the defaults are of, and the words that follow.
struct Target {
  std::string cloud;
  std::string region;
  std::span<const std::string> words;
};

/// `cloud/region`, `cloud` or `region` may come first.
Target target_of(const Arguments& arguments, const ControllerEntry& controller) {
  Target target{arguments.text("cloud"), arguments.text("region"), arguments.positional()};
  if (target.words.empty()) return target;
  const auto& first = target.words.front();
  const auto slash = first.find('/');
  const bool is_place = first.find('=') == std::string::npos &&
                        (slash != std::string::npos || first == controller.cloud || first == controller.region);
  if (!is_place) return target;
  if (slash != std::string::npos) target.cloud = first.substr(0, slash);
  else if (first == controller.cloud) target.cloud = first;
  if (slash != std::string::npos) target.region = first.substr(slash + 1);
  else if (target.cloud.empty()) target.region = first;
  target.words = target.words.subspan(1);
  return target;
}

/// `key: value`, or what `model-defaults --format yaml` printed, of which the controller's values count.
Settings defaults_in(std::string_view yaml) {
  Settings settings;
  const charm::YamlReader document("defaults", charm::parse_yaml(yaml));
  for (const auto& [key, value] : document.as_map()) {
    const bool described = value.node().type() == charm::YamlType::mapping && value.has("default");
    const auto chosen = described ? value.find("controller") : std::optional(value);
    if (chosen && !chosen->node().is_null()) settings.emplace(key, chosen->node().text());
  }
  return settings;
}

void show(Session& session, client::Client& client, const std::optional<std::string>& key) {
  auto table = model_default_table(client.get<wire::ModelDefaults>(client::target({"model-defaults"})));
  if (key) {
    const auto found = table.find(*key);
    if (found == table.end())
      throw make_error(ErrorKind::not_found, "there are no default model values for \"{}\"", *key);
    table = {*found};
  }
  session.print(session.format() == "tabular" ? model_defaults_tabular(table, session.colour())
                                              : render(model_defaults_document(table), session.format()));
}

void run_model_defaults(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto controller = session.controller();
  const auto target = target_of(session.arguments, controller);
  if (!target.cloud.empty() && target.cloud != controller.cloud)
    throw make_error(ErrorKind::not_found, "cloud \"{}\" not found", target.cloud);
  const auto words = parse_config_words(session.arguments, target.words);
  auto client = session.connect(controller);
  if (!words.changes_something(session.arguments)) return show(session, client, words.key);
  auto set = setting_changes(session, words, defaults_in, "known");
  client.post<wire::Empty>(client::target({"model-defaults"}),
                           wire::SetModelDefaults{.region = target.region, .set = std::move(set), .reset = words.reset});
}

} // namespace

Command model_defaults_command() {
  return {.name = "model-defaults",
          .aliases = {"model-default"},
          .arguments = "[[<cloud>/]<region>] [<key>] [<key>=<value> ...]",
          .purpose = "Reads, sets and resets the settings that new models inherit.",
          .details =
              R"(Without a key: every setting with its built-in default and the controller's. A model keeps the defaults it
was made with; a setting of a model that is reset goes back to them.)",
          .examples = "{program} model-defaults\n"
                      "{program} model-defaults automatically-retry-hooks=false\n"
                      "{program} model-defaults localhost/localhost http-proxy=http://proxy:3128\n"
                      "{program} model-defaults --reset http-proxy",
          .see_also = {"model-config", "add-model"},
          .declare = declare_model_defaults,
          .run = run_model_defaults};
}

} // namespace periapt::cli
