#include "cli/commands/expose.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void declare_expose(OptionSet& options) {
  declare_model(options);
  options.value("endpoints", "NAMES", "only these endpoints, comma separated")
      .value("to-spaces", "SPACES", "only from these spaces, comma separated")
      .value("to-cidrs", "CIDRS", "only from these networks, comma separated");
}

void run_expose(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application name specified");
  refuse_surplus(words, 1);
  session.model().post<wire::Empty>({"applications", words.front(), "expose"},
                                    wire::Expose{.endpoints = session.arguments.list("endpoints"),
                                                 .spaces = session.arguments.list("to-spaces"),
                                                 .cidrs = session.arguments.list("to-cidrs")});
}

} // namespace

Command expose_command() {
  return {.name = "expose",
          .aliases = {},
          .arguments = "<application name>",
          .purpose = "Opens an application's ports to the outside.",
          .details = "All endpoints to everybody, unless options say otherwise; what is said of one endpoint leaves the "
                     "others.\nLocal machines have no firewall: there it is kept and shown.",
          .examples = "{program} expose wordpress\n"
                      "{program} expose wordpress --endpoints website --to-cidrs 10.0.0.0/24",
          .see_also = {"unexpose", "show-application"},
          .declare = declare_expose,
          .run = run_expose,
          .plannable = true};
}

} // namespace periapt::cli
