#include "cli/commands/reload_spaces.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void run_reload_spaces(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  session.model();
}

} // namespace

Command reload_spaces_command() {
  return {.name = "reload-spaces",
          .aliases = {},
          .arguments = "",
          .purpose = "Reads spaces and subnets from the provider again.",
          .details = "Local machines are on one network, which stays: nothing happens.",
          .examples = "{program} reload-spaces",
          .see_also = {"spaces"},
          .declare = declare_model,
          .run = run_reload_spaces};
}

} // namespace periapt::cli
