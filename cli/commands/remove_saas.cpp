#include "cli/commands/remove_saas.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/offer_messages.h"

namespace periapt::cli {

namespace {

void declare_remove_saas(OptionSet& options) {
  declare_model(options);
  options.flag("force", "do not wait for ever for the hooks of its relations")
      .flag("no-wait", "with --force; accepted");
}

void run_remove_saas(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no SAAS application names specified");
  if (session.arguments.flag("no-wait") && !session.arguments.flag("force"))
    throw UsageError("--no-wait without --force not valid");
  session.model().post<wire::Empty>({"remote-applications", "remove"},
                                    wire::RemoveRemoteApplications{words, session.arguments.flag("force")});
}

} // namespace

Command remove_saas_command() {
  return {.name = "remove-saas",
          .aliases = {},
          .arguments = "<saas application> ...",
          .purpose = "Removes consumed offers from the model.",
          .details = "Their relations end first.",
          .examples = "{program} remove-saas mysql",
          .see_also = {"consume", "status"},
          .declare = declare_remove_saas,
          .run = run_remove_saas,
          .plannable = true};
}

} // namespace periapt::cli
