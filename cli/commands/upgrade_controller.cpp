#include "cli/commands/upgrade_controller.h"

#include "cli/outcome.h"
#include "cli/upgrade_words.h"

namespace periapt::cli {

namespace {

void declare_upgrade_controller(OptionSet& options) {
  declare_controller(options);
  declare_upgrade(options);
  options.flag("build-agent", "accepted");
}

void run_upgrade_controller(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  auto connection = session.connect(session.controller());
  answer_upgrade(session, connection.get<wire::ControllerInfo>("/v1").contract_version);
}

} // namespace

Command upgrade_controller_command() {
  return {.name = "upgrade-controller",
          .aliases = {},
          .arguments = "",
          .purpose = "Upgrades the controller: tells whether there is a newer release.",
          .details = "The controller is the programs that are installed: newer ones take over when it is started again.",
          .examples = "{program} upgrade-controller\n{program} upgrade-controller --dry-run",
          .see_also = {"upgrade-model", "version"},
          .declare = declare_upgrade_controller,
          .run = run_upgrade_controller};
}

} // namespace periapt::cli
