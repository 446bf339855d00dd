#include "cli/commands/add_secret.h"

#include "cli/outcome.h"
#include "cli/secret_words.h"
#include "cli/session.h"
#include "wire/secret_messages.h"

namespace periapt::cli {

namespace {

void declare_add_secret(OptionSet& options) {
  declare_model(options);
  declare_secret_content(options);
}

void run_add_secret(Session& session) {
  const auto& words = session.arguments.positional();
  const auto rest = words_after_first(words, "missing secret name");
  const wire::AddSecret request{
      .name = words.front(), .description = session.arguments.text("info"), .content = secret_content(session, rest)};
  if (request.content.empty()) throw UsageError("missing secret value or filename");
  session.print(session.model().post<wire::SecretAdded>({"secrets"}, request).uri + "\n");
}

} // namespace

Command add_secret_command() {
  return {.name = "add-secret",
          .aliases = {},
          .arguments = "<name> [key[#base64|#file]=value...]",
          .purpose = "Adds a secret that belongs to the model, and prints its URI.",
          .details =
              R"(Each key holds one value; key#base64=… gives it encoded already, key#file=PATH reads it from a file. A value on
the command line can be seen by others on this host while the command runs: prefer files. With --file, keys and
values come from a YAML or JSON map. Applications read it once it is granted to them.)",
          .examples = "{program} add-secret db-password password#file=password.txt\n"
                      "{program} add-secret db-login --file login.yaml --info \"the reporting account\"",
          .see_also = {"grant-secret", "show-secret", "update-secret"},
          .declare = declare_add_secret,
          .run = run_add_secret};
}

} // namespace periapt::cli
