#include "cli/commands/remove_secret.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/secret_messages.h"

namespace periapt::cli {

namespace {

void declare_remove_secret(OptionSet& options) {
  declare_model(options);
  options.value("revision", "N", "only this revision; 0 means all", "0");
}

void run_remove_secret(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing secret URI");
  refuse_surplus(words, 1);
  const auto revision = session.arguments.integer("revision");
  if (revision < 0) throw UsageError("revision must be a positive integer");
  session.model().post<wire::Empty>({"secrets", "remove"},
                                    wire::RemoveSecret{.secret = words.front(), .revision = revision});
}

} // namespace

Command remove_secret_command() {
  return {.name = "remove-secret",
          .aliases = {},
          .arguments = "<ID>|<name>",
          .purpose = "Deletes a secret, or one of its revisions.",
          .details = "Applications that were granted it cannot read it any more.",
          .examples = "{program} remove-secret db-password\n{program} remove-secret db-password --revision 2",
          .see_also = {"add-secret", "secrets"},
          .declare = declare_remove_secret,
          .run = run_remove_secret};
}

} // namespace periapt::cli
