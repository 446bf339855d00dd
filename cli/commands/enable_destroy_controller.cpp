#include "cli/commands/enable_destroy_controller.h"

#include "cli/session.h"

namespace periapt::cli {

namespace {

void run_enable_destroy_controller(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  session.connect(session.controller()).post<wire::Empty>("/v1/disabled-commands/remove", wire::Empty{});
}

} // namespace

Command enable_destroy_controller_command() {
  return {.name = "enable-destroy-controller",
          .aliases = {},
          .arguments = "",
          .purpose = "Allows all commands again in every model, so that the controller can be destroyed.",
          .details = "A model in which commands are forbidden keeps its controller from being destroyed.",
          .examples = "{program} enable-destroy-controller -c local",
          .see_also = {"disable-command", "disabled-commands", "destroy-controller"},
          .declare = declare_controller,
          .run = run_enable_destroy_controller};
}

} // namespace periapt::cli
