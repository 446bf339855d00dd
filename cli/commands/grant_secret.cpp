#include "cli/commands/grant_secret.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/secret_messages.h"

namespace periapt::cli {

namespace {

void run_grant_secret(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing secret URI");
  if (words.size() < 2) throw UsageError("missing application name");
  refuse_surplus(words, 2);
  const wire::SecretApplications request{.secret = words[0], .applications = split(words[1], ',')};
  session.model().post<wire::Empty>({"secrets", "grant"}, request);
}

} // namespace

Command grant_secret_command() {
  return {.name = "grant-secret",
          .aliases = {},
          .arguments = "<ID>|<name> <application>[,<application>...]",
          .purpose = "Lets applications read a secret.",
          .details = "All units of them may, for as long as the model lives or until it is revoked.",
          .examples = "{program} grant-secret db-password wordpress,reports",
          .see_also = {"revoke-secret", "show-secret"},
          .declare = declare_model,
          .run = run_grant_secret};
}

} // namespace periapt::cli
