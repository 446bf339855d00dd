#include "cli/commands/add_ssh_key.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/ssh_key_results.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void run_add_ssh_key(Session& session) {
  const auto& keys = session.arguments.positional();
  if (keys.empty()) throw UsageError("no ssh key specified");
  const auto results = session.model().post<wire::SshKeyResults>({"ssh-keys"}, wire::SshKeyTexts{keys});
  tell_ssh_key_obstacles(session.console, "add", keys, results.obstacles);
}

} // namespace

Command add_ssh_key_command() {
  return {.name = "add-ssh-key",
          .aliases = {"add-ssh-keys"},
          .arguments = "<ssh key> ...",
          .purpose = "Lets keys log in to the model's machines.",
          .details = "Each argument is a whole public key. Local machines have no sshd: there keys are kept and shown.",
          .examples = "{program} add-ssh-key \"$(cat ~/.ssh/id_ed25519.pub)\"",
          .see_also = {"ssh-keys", "remove-ssh-key"},
          .declare = declare_model,
          .run = run_add_ssh_key};
}

} // namespace periapt::cli
