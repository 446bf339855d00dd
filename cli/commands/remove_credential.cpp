#include "cli/commands/remove_credential.h"

#include "cli/credentials.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_remove_credential(OptionSet& options) {
  declare_controller(options);
  options.flag("client", "this client's own records").flag("force", "accepted");
}

void run_remove_credential(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() < 2) throw UsageError("Usage: " + session.surroundings.program + " remove-credential <cloud-name> <credential-name>");
  refuse_surplus(words, 2);
  remove_credential(session, words[0], words[1]);
  session.console.info(fmt::format("Local credential \"{}\" for cloud \"{}\" removed from this client.", words[1], words[0]));
}

} // namespace

Command remove_credential_command() {
  return {.name = "remove-credential",
          .aliases = {},
          .arguments = "<cloud name> <credential name>",
          .purpose = "Removes a credential of a cloud from this client.",
          .details = "",
          .examples = "{program} remove-credential aws cred1 --client",
          .see_also = {"credentials", "add-credential"},
          .declare = declare_remove_credential,
          .run = run_remove_credential};
}

} // namespace periapt::cli
