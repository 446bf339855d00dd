#include "cli/commands/version.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/binary_version.h"

namespace periapt::cli {

namespace {

void declare_version(OptionSet& options) {
  declare_format(options, "smart, json or yaml", "smart");
  options.flag("all", "also how it was built");
}

void run_version(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  const std::string format = session.format();
  check_format(format, {"smart", "json", "yaml"});
  const std::string version = binary_version();
  if (!session.arguments.flag("all")) return session.print(render(version, format));
  session.print(render(Record()
                           .add("version", version)
                           .add("git-commit", "")
                           .add("git-tree-state", "")
                           .add("compiler", "gcc")
                           .add("official", true)
                           .add("periapt-version", PERIAPT_VERSION)
                           .value(),
                       format));
}

} // namespace

Command version_command() {
  return {.name = "version",
          .aliases = {},
          .arguments = "",
          .purpose = "Prints the version.",
          .details = "It is the version of the vocabulary that is spoken: clients branch on its numbers.",
          .examples = "{program} version\n{program} version --format json --all",
          .see_also = {},
          .declare = declare_version,
          .run = run_version};
}

} // namespace periapt::cli
