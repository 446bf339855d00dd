#include "cli/commands/config.h"

#include "cli/config_words.h"
#include "cli/formatters/config_document.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_config(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
  declare_colour(options);
  options.value("file", "FILE", "settings to apply, as YAML; - reads stdin")
      .value("reset", "KEYS", "back to the charm's defaults, comma separated; may repeat");
}

std::string one_value(const wire::ApplicationConfig& config, const std::string& key) {
  if (key == "trust") return config.trust ? "true" : "false";
  for (const auto& option : config.options) {
    if (option.name != key) continue;
    if (!option.value) return "";
    if (const auto* flag = std::get_if<bool>(&*option.value)) return *flag ? "true" : "false";
    return config_text(*option.value);
  }
  throw make_error(ErrorKind::not_found, "key \"{}\" not found in \"{}\" application config or charm settings.", key,
                   config.application);
}

wire::SetConfig changes_of(const Session& session, const ConfigWords& words, const std::string& application) {
  const auto& folder = session.surroundings.working_directory;
  wire::SetConfig changes{.set = {}, .reset = words.reset};
  if (const auto file = session.arguments.text("file"); !file.empty())
    changes.set = application_settings(read_settings_file(file, folder, session.console.in), application);
  for (const auto& [key, text] : words.set) changes.set[key] = setting_value(key, text, folder);
  return changes;
}

void run_config(Session& session) {
  const auto& arguments = session.arguments;
  if (arguments.positional().empty()) throw UsageError("no application name specified");
  check_format(session.format(), {"yaml", "json"});
  session.colour();
  const std::string application = arguments.positional().front();
  const auto words = parse_config_words(arguments, std::span(arguments.positional()).subspan(1));
  if (words.changes_something(arguments)) {
    const auto changes = changes_of(session, words, application);
    session.model().post<wire::Empty>({"applications", application, "config"}, changes);
    return;
  }
  const auto config = session.model().get<wire::ApplicationConfig>({"applications", application, "config"});
  session.print(words.key ? one_value(config, *words.key) + "\n" : render(config_document(config), session.format()));
}

} // namespace

Command config_command() {
  return {.name = "config",
          .aliases = {},
          .arguments = "<application name> [<key>] [<key>=<value> ...]",
          .purpose = "Reads, sets and resets an application's settings.",
          .details =
              R"(Without a key: every setting with its default, description, type and value. With a key: its bare value.
With key=value: sets it; key=@file takes the value from a file. Several are applied together or not at
all, and cause one config-changed hook. Setting a value that is already there causes none.)",
          .examples = "{program} config wordpress\n"
                      "{program} config wordpress blog-title\n"
                      "{program} config wordpress blog-title=\"Our blog\" port=8080\n"
                      "{program} config wordpress --reset blog-title,port",
          .see_also = {"deploy", "model-config", "status"},
          .declare = declare_config,
          .run = run_config,
          .plannable = true};
}

} // namespace periapt::cli
