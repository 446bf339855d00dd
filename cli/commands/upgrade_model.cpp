#include "cli/commands/upgrade_model.h"

#include "cli/upgrade_words.h"

namespace periapt::cli {

namespace {

void declare_upgrade_model(OptionSet& options) {
  declare_model(options);
  declare_upgrade(options);
}

void run_upgrade_model(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  tell_upgrades(session, "model \"" + session.model().model().qualified() + "\"");
}

} // namespace

Command upgrade_model_command() {
  return {.name = "upgrade-model",
          .aliases = {},
          .arguments = "",
          .purpose = "Brings the agents of a model to the controller's version.",
          .details = "They are started from the controller's own program: they have it already, and the command says so.",
          .examples = "{program} upgrade-model --dry-run",
          .see_also = {"upgrade-controller", "version"},
          .declare = declare_upgrade_model,
          .run = run_upgrade_model};
}

} // namespace periapt::cli
