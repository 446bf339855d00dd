#include "cli/commands/credentials.h"

#include "cli/credentials.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"
#include "cli/yaml_fields.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_credentials(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("client", "this client's own").flag("show-secrets", "also what is secret in them");
}

std::string credentials_table(const Value& document) {
  Table table({"Cloud", "Credentials"});
  for (const auto& [cloud, value] : std::get<Map>(document.data)) {
    std::string names;
    const auto& fields = std::get<Map>(value.data);
    const auto initial = text_field(fields, "default-credential");
    for (const auto& [name, details] : map_field(fields, "cloud-credentials"))
      names += (names.empty() ? "" : ", ") + name + (name == initial ? "*" : "");
    table.add({cloud, names});
  }
  std::ostringstream text;
  table.print(text, false);
  return text.str();
}

void run_credentials(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto cloud = words.empty() ? "" : words.front();
  const bool only_controller = session.arguments.given("controller") && !session.arguments.flag("client");
  if (session.arguments.given("controller")) session.controller();
  const auto own = only_controller ? Value(Map{}) : credentials_document(session, cloud, session.arguments.flag("show-secrets"));
  const bool none = std::get<Map>(own.data).empty();
  if (session.format() != "tabular")
    return session.print(render(Record().add_if("client-credentials", own).value(), session.format()));
  if (none) return session.console.info("No credentials from this client to display.");
  session.print("Client Credentials:\n" + credentials_table(own));
}

} // namespace

Command credentials_command() {
  return {.name = "credentials",
          .aliases = {"list-credentials"},
          .arguments = "[<cloud name>]",
          .purpose = "Lists credentials of clouds.",
          .details = "They are this client's records; our machines need none.",
          .examples = "{program} credentials\n{program} credentials aws --format json --show-secrets",
          .see_also = {"add-credential", "remove-credential", "clouds"},
          .declare = declare_credentials,
          .run = run_credentials};
}

} // namespace periapt::cli
