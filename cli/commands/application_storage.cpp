#include "cli/commands/application_storage.h"

#include "cli/config_words.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"
#include "core/names.h"
#include "core/storage_name.h"
#include "wire/storage_messages.h"

#include <span>
#include <sstream>

namespace periapt::cli {

namespace {

void declare_application_storage(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  declare_colour(options);
  options.value("file", "FILE", "directives to set, as YAML: a map of storage names; - reads stdin");
}

/// JSON capitalises what YAML does not.
Value directives_document(const wire::ApplicationStorage& answer, bool json) {
  Map map;
  for (const auto& [name, one] : answer.storage)
    map.emplace_back(name, Record()
                               .add(json ? "Pool" : "pool", one.pool)
                               .add(json ? "Size" : "size", one.size_mib)
                               .add(json ? "Count" : "count", one.count)
                               .value());
  return map;
}

std::string directives_table(const wire::ApplicationStorage& answer, bool colour) {
  Table table({"Storage", "Pool", "Size", "Count"});
  for (const auto& [name, one] : answer.storage) table.add({name, one.pool, size_text(one.size_mib), std::to_string(one.count)});
  std::ostringstream text;
  table.print(text, colour);
  return text.str();
}

void show_application_storage(Session& session, const std::string& application, const std::optional<std::string>& name) {
  auto answer = session.model().get<wire::ApplicationStorage>({"applications", application, "storage"});
  if (name) {
    const auto found = answer.storage.find(*name);
    if (found == answer.storage.end()) throw make_error(ErrorKind::not_found, "storage \"{}\" not found", *name);
    answer.storage = {*found};
  }
  const bool json = session.format() == "json";
  session.print(session.format() == "tabular" ? directives_table(answer, session.colour())
                                              : render(directives_document(answer, json), session.format()));
}

/// Those of --file, and over them those of the words.
std::map<std::string, std::string> directives_to_set(const Session& session, const ConfigWords& words) {
  Settings typed;
  if (const auto file = session.arguments.text("file"); !file.empty())
    typed = model_settings(read_settings_file(file, session.surroundings.working_directory, session.console.in));
  for (const auto& [name, text] : words.set) typed[name] = text;
  std::vector<std::string> pairs;
  for (const auto& [name, text] : typed) pairs.push_back(name + "=" + text);
  return storage_directives(pairs);
}

void run_application_storage(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const std::span<const std::string> positional = session.arguments.positional();
  if (positional.empty()) throw UsageError("no application specified");
  const auto& application = positional.front();
  if (!is_valid_application_name(application)) throw UsageError(fmt::format("invalid application name \"{}\"", application));
  const auto words = parse_config_words(session.arguments, positional.subspan(1));
  if (!words.changes_something(session.arguments)) return show_application_storage(session, application, words.key);
  session.model().post<wire::Empty>({"applications", application, "storage"},
                                    wire::SetApplicationStorage{directives_to_set(session, words)});
}

} // namespace

Command application_storage_command() {
  return {.name = "application-storage",
          .aliases = {},
          .arguments = "<application-name> [<storage-name>[={<size>,<pool>,<count>}]] ...",
          .purpose = "Shows or sets what storage an application's units get that are added later.",
          .details = "Units that are there keep what they have (\"add-storage\" gives them more). What a directive does not say "
                     "stays as it is.",
          .examples = "{program} application-storage postgresql\n"
                      "{program} application-storage postgresql pgdata\n"
                      "{program} application-storage mysql database=10G,rootfs,1",
          .see_also = {"storage", "storage-pools", "add-storage", "add-unit"},
          .declare = declare_application_storage,
          .run = run_application_storage,
          .plannable = true};
}

} // namespace periapt::cli
