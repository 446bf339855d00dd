#include "cli/commands/unregister.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_unregister(OptionSet& options) { options.flag("no-prompt", "do not ask"); }

void run_unregister(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("controller name must be specified");
  refuse_surplus(words, 1);
  const auto controller = session.controller_named(words.front());
  if (!session.arguments.flag("no-prompt")) {
    session.console.warning(fmt::format("This command will remove connection information for controller \"{}\".\n"
                                        "Doing so will prevent you from accessing this controller until\n"
                                        "you register it again.",
                                        controller.name));
    if (!session.console.confirm("Continue [y/N]? "))
      throw make_error(ErrorKind::conflict, "unregistering controller: aborted");
  }
  session.files.remove_controller(controller.name);
}

} // namespace

Command unregister_command() {
  return {.name = "unregister",
          .aliases = {},
          .arguments = "<controller name>",
          .purpose = "Forgets a controller on this client only.",
          .details = "The controller itself is not touched and need not be reachable.",
          .examples = "{program} unregister local",
          .see_also = {"controllers", "destroy-controller"},
          .declare = declare_unregister,
          .run = run_unregister};
}

} // namespace periapt::cli
