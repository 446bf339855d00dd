#include "cli/commands/revoke_secret.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/secret_messages.h"

namespace periapt::cli {

namespace {

void run_revoke_secret(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing secret URI");
  if (words.size() < 2) throw UsageError("missing application name");
  refuse_surplus(words, 2);
  const wire::SecretApplications request{.secret = words[0], .applications = split(words[1], ',')};
  session.model().post<wire::Empty>({"secrets", "revoke"}, request);
}

} // namespace

Command revoke_secret_command() {
  return {.name = "revoke-secret",
          .aliases = {},
          .arguments = "<ID>|<name> <application>[,<application>...]",
          .purpose = "Stops applications from reading a secret.",
          .details = "Their units cannot read it from now on; what they have read they know.",
          .examples = "{program} revoke-secret db-password wordpress,reports",
          .see_also = {"grant-secret", "show-secret"},
          .declare = declare_model,
          .run = run_revoke_secret};
}

} // namespace periapt::cli
