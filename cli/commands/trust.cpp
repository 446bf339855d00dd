#include "cli/commands/trust.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_trust(OptionSet& options) {
  declare_model(options);
  options.flag("remove", "take the trust back")
      .value("scope", "SCOPE", "of Kubernetes models only; ignored here");
}

void run_trust(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application name specified");
  refuse_surplus(words, 1);
  const wire::SetConfig change{.set = {{"trust", session.arguments.flag("remove") ? "false" : "true"}}, .reset = {}};
  session.model().post<wire::Empty>({"applications", words.front(), "config"}, change);
}

} // namespace

Command trust_command() {
  return {.name = "trust",
          .aliases = {},
          .arguments = "<application name>",
          .purpose = "Lets an application use the cloud's credentials, or no longer.",
          .details = "A trusted application's hooks may call credential-get. Each change causes one config-changed hook.",
          .examples = "{program} trust postgresql\n"
                      "{program} trust postgresql --remove",
          .see_also = {"config", "deploy"},
          .declare = declare_trust,
          .run = run_trust,
          .plannable = true};
}

} // namespace periapt::cli
