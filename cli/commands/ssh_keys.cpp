#include "cli/commands/ssh_keys.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void declare_ssh_keys(OptionSet& options) {
  declare_model(options);
  options.flag("full", "the keys themselves, not their fingerprints");
}

void run_ssh_keys(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  auto model = session.model();
  const auto keys = model.get<wire::SshKeyList>({"ssh-keys"}).keys;
  if (keys.empty()) return session.console.info("No keys to display.");
  auto text = fmt::format("Keys used in model: {}\n", model.model().qualified());
  for (const auto& key : keys)
    text += session.arguments.flag("full") ? key.key + "\n" : fmt::format("{} ({})\n", key.fingerprint, key.comment);
  session.print(text);
}

} // namespace

Command ssh_keys_command() {
  return {.name = "ssh-keys",
          .aliases = {"list-ssh-keys"},
          .arguments = "",
          .purpose = "Lists the keys that may log in to the model's machines.",
          .details = "",
          .examples = "{program} ssh-keys\n{program} ssh-keys --full",
          .see_also = {"add-ssh-key", "remove-ssh-key"},
          .declare = declare_ssh_keys,
          .run = run_ssh_keys};
}

} // namespace periapt::cli
