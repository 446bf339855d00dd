#include "cli/commands/default_credential.h"

#include "cli/cloud_defaults.h"
#include "cli/credentials.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void run_default_credential(Session& session) {
  const auto words = cloud_default_words(session, "default-credential", "credential");
  if (words.reset) return reset_cloud_default(session, "credential", words.cloud);
  if (words.value.empty()) return tell_cloud_default(session, "credential", words.cloud);
  if (!has_credential(session, words.cloud, words.value))
    throw make_error(ErrorKind::invalid, "credential \"{}\" for cloud {} not valid: this client has none of that name", words.value,
                     words.cloud);
  set_credential_default(session, words.cloud, "credential", words.value);
  session.console.info(
      fmt::format("Local credential \"{}\" is set to be default for \"{}\" for this client.", words.value, words.cloud));
}

} // namespace

Command default_credential_command() {
  return {.name = "default-credential",
          .aliases = {"set-default-credentials"},
          .arguments = "<cloud name> [<credential name>]",
          .purpose = "Shows, sets or resets the default credential of a cloud on this client.",
          .details = "",
          .examples = "{program} default-credential aws\n{program} default-credential aws ann\n"
                      "{program} default-credential aws --reset",
          .see_also = {"credentials", "add-credential", "default-region"},
          .declare = declare_cloud_default,
          .run = run_default_credential};
}

} // namespace periapt::cli
