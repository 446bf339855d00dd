#include "cli/commands/remove_ssh_key.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/ssh_key_results.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void run_remove_ssh_key(Session& session) {
  const auto& keys = session.arguments.positional();
  if (keys.empty()) throw UsageError("no ssh key id specified");
  const auto results = session.model().post<wire::SshKeyResults>({"ssh-keys", "remove"}, wire::SshKeyTexts{keys});
  tell_ssh_key_obstacles(session.console, "remove", keys, results.obstacles);
}

} // namespace

Command remove_ssh_key_command() {
  return {.name = "remove-ssh-key",
          .aliases = {"remove-ssh-keys"},
          .arguments = "<ssh key id> ...",
          .purpose = "Takes keys away from the model's machines.",
          .details = "A key is named by its fingerprint, its comment, or its whole text.",
          .examples = "{program} remove-ssh-key ann@laptop",
          .see_also = {"ssh-keys", "add-ssh-key"},
          .declare = declare_model,
          .run = run_remove_ssh_key};
}

} // namespace periapt::cli
