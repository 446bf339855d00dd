#include "cli/commands/dashboard.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_dashboard(OptionSet& options) {
  declare_model(options);
  options.flag("browser", "open it in a browser")
      .flag("hide-credential", "do not show how to log in")
      .value("port", "PORT", "where it is to be reached on this host", "31666");
}

void run_dashboard(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  session.arguments.integer("port");
  const auto controller = session.controller_of_model_option();
  throw make_error(ErrorKind::unavailable,
                   "the dashboard is not available on controller \"{}\": this release has no web page; \"{} status --watch 1s\" "
                   "shows a model as it changes",
                   controller.name, session.surroundings.program);
}

} // namespace

Command dashboard_command() {
  return {.name = "dashboard",
          .aliases = {},
          .arguments = "",
          .purpose = "Prints where the controller's web page is; this release has none, and says so.",
          .details = "",
          .examples = "{program} dashboard",
          .see_also = {"status"},
          .declare = declare_dashboard,
          .run = run_dashboard};
}

} // namespace periapt::cli
