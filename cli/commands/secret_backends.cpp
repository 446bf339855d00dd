#include "cli/commands/secret_backends.h"

#include "cli/formatters/output.h"
#include "cli/formatters/secret_backend_document.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_secret_backends(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("reveal", "accepted: there is nothing sensitive to show");
}

void run_secret_backends(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto backend = internal_backend(session);
  if (session.format() != "tabular") return session.print(render(secret_backend_document(backend), session.format()));
  Table table({"Name", "Type", ">Secrets", "Message"});
  table.add({backend.name, backend.type, std::to_string(backend.secrets), ""});
  std::ostringstream text;
  table.print(text, false);
  session.print(text.str());
}

} // namespace

Command secret_backends_command() {
  return {.name = "secret-backends",
          .aliases = {"list-secret-backends"},
          .arguments = "",
          .purpose = "Lists where the contents of secrets are kept.",
          .details = "That is the controller: others cannot be added.",
          .examples = "{program} secret-backends\n{program} secret-backends --format json",
          .see_also = {"show-secret-backend", "secrets"},
          .declare = declare_secret_backends,
          .run = run_secret_backends};
}

} // namespace periapt::cli
