#include "cli/commands/whoami.h"

#include "cli/formatters/model_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_whoami(OptionSet& options) { declare_format(options, "tabular, json or yaml", "tabular"); }

void run_whoami(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto controller = session.controller().name;
  const auto current = session.files.current_model(controller).value_or("");
  const auto account = session.files.account(controller);
  if (!account)
    return session.console.info(fmt::format("You are not logged in to controller \"{}\" and model \"{}\".\n"
                                            "Run {} login if you want to login.",
                                            controller, current, session.surroundings.program));
  const auto& user = account->user;
  const auto model = unqualified(current, user);
  if (session.format() == "tabular")
    return session.print(fmt::format("Controller:  {}\nModel:       {}\nUser:        {}\n", controller,
                                     model.empty() ? "<no-current-model>" : model, user));
  session.print(render(Record().add("controller", controller).add_if("model", model).add("user", user).value(),
                       session.format()));
}

} // namespace

Command whoami_command() {
  return {.name = "whoami",
          .aliases = {},
          .arguments = "",
          .purpose = "Shows the current controller, model and user.",
          .details = "",
          .examples = "{program} whoami\n{program} whoami --format json",
          .see_also = {"switch", "controllers", "models"},
          .declare = declare_whoami,
          .run = run_whoami};
}

} // namespace periapt::cli
