#include "cli/commands/upgrade_model.h"

#include "cli/outcome.h"
#include "cli/upgrade_words.h"

namespace periapt::cli {

namespace {

void declare_upgrade_model(OptionSet& options) {
  declare_model(options);
  declare_upgrade(options);
}

void run_upgrade_model(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  auto model = session.model();
  model.get<wire::ModelInfo>({});
  answer_upgrade(session, model.client().get<wire::ControllerInfo>("/v1").contract_version);
}

} // namespace

Command upgrade_model_command() {
  return {.name = "upgrade-model",
          .aliases = {},
          .arguments = "",
          .purpose = "Upgrades the agents of a model: tells whether there is a newer release.",
          .details = "Agents are always of their controller's release, so there never is one.",
          .examples = "{program} upgrade-model\n{program} upgrade-model --dry-run",
          .see_also = {"upgrade-controller", "version"},
          .declare = declare_upgrade_model,
          .run = run_upgrade_model};
}

} // namespace periapt::cli
