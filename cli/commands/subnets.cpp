#include "cli/commands/subnets.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void declare_subnets(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
  options.value("space", "NAME", "only those of this space").value("zone", "NAME", "only those of this zone");
}

void run_subnets(Session& session) {
  check_format(session.format(), {"yaml", "json"});
  refuse_surplus(session.arguments.positional(), 0);
  session.model();
  if (session.arguments.given("space")) require_space(session.arguments.text("space"));
  session.console.info("No subnets to display.");
}

} // namespace

Command subnets_command() {
  return {.name = "subnets",
          .aliases = {"list-subnets"},
          .arguments = "",
          .purpose = "Lists the subnets of a model's machines.",
          .details = "Local machines are on this host's network, which is not divided: there are none.",
          .examples = "{program} subnets --space alpha",
          .see_also = {"spaces"},
          .declare = declare_subnets,
          .run = run_subnets};
}

} // namespace periapt::cli
