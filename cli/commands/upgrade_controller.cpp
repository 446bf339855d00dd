#include "cli/commands/upgrade_controller.h"

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
  const auto controller = session.controller();
  session.connect(controller);
  tell_upgrades(session, "controller \"" + controller.name + "\"");
}

} // namespace

Command upgrade_controller_command() {
  return {.name = "upgrade-controller",
          .aliases = {},
          .arguments = "",
          .purpose = "Brings a controller to a newer version.",
          .details = "A controller runs the program that is installed: install a newer one, and restart it. The command says what there is.",
          .examples = "{program} upgrade-controller --dry-run",
          .see_also = {"upgrade-model", "version"},
          .declare = declare_upgrade_controller,
          .run = run_upgrade_controller};
}

} // namespace periapt::cli
