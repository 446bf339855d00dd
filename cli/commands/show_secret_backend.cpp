#include "cli/commands/show_secret_backend.h"

#include "cli/formatters/output.h"
#include "cli/formatters/secret_backend_document.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_show_secret_backend(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "yaml or json", "yaml");
  options.flag("reveal", "accepted: there is nothing sensitive to show");
}

void run_show_secret_backend(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("must specify backend name");
  refuse_surplus(words, 1);
  check_format(session.format(), {"yaml", "json"});
  const auto backend = internal_backend(session);
  if (words.front() != backend.name)
    throw make_error(ErrorKind::not_found, "secret backend \"{}\" not found: this controller has \"{}\"", words.front(), backend.name);
  session.print(render(secret_backend_document(backend), session.format()));
}

} // namespace

Command show_secret_backend_command() {
  return {.name = "show-secret-backend",
          .aliases = {},
          .arguments = "<backend-name>",
          .purpose = "Shows one place where the contents of secrets are kept.",
          .details = "",
          .examples = "{program} show-secret-backend internal",
          .see_also = {"secret-backends"},
          .declare = declare_show_secret_backend,
          .run = run_show_secret_backend};
}

} // namespace periapt::cli
