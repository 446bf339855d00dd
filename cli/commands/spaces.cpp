#include "cli/commands/spaces.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"

namespace periapt::cli {

namespace {

void declare_spaces(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("short", "only the names");
}

void run_spaces(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  refuse_surplus(session.arguments.positional(), 0);
  session.model();
  const bool only_names = session.arguments.flag("short");
  if (session.format() == "tabular")
    return session.print(only_names ? "Space\nalpha\n" : "Name   Space ID  Subnets\nalpha  0\n");
  Value space(only_space);
  if (!only_names) space = Record().add("id", "0").add("name", only_space).add("subnets", Map{}).value();
  session.print(render(Record().add("spaces", List{std::move(space)}).value(), session.format()));
}

} // namespace

Command spaces_command() {
  return {.name = "spaces",
          .aliases = {"list-spaces"},
          .arguments = "",
          .purpose = "Lists the network spaces of a model.",
          .details = "Local machines are on one network: there is one space, \"alpha\", which has no subnets of its own.",
          .examples = "{program} spaces\n{program} spaces --format yaml",
          .see_also = {"show-space", "subnets", "bind"},
          .declare = declare_spaces,
          .run = run_spaces};
}

} // namespace periapt::cli
