#include "cli/commands/unexpose.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void declare_unexpose(OptionSet& options) {
  declare_model(options);
  options.value("endpoints", "NAMES", "only these endpoints, comma separated");
}

void run_unexpose(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application name specified");
  refuse_surplus(words, 1);
  session.model().post<wire::Empty>({"applications", words.front(), "unexpose"},
                                    wire::Unexpose{.endpoints = session.arguments.list("endpoints")});
}

} // namespace

Command unexpose_command() {
  return {.name = "unexpose",
          .aliases = {},
          .arguments = "<application name>",
          .purpose = "Closes an application's ports to the outside.",
          .details = "Wholly, or the endpoints named: with the last one goes the exposure.",
          .examples = "{program} unexpose wordpress\n{program} unexpose wordpress --endpoints website",
          .see_also = {"expose", "show-application"},
          .declare = declare_unexpose,
          .run = run_unexpose,
          .plannable = true};
}

} // namespace periapt::cli
