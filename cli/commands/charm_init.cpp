#include "cli/commands/charm_init.h"

#include "authoring/init.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void declare_charm_init(OptionSet& options) {
  options.value("with,w", "TOOL", "what runs the charm's events: ansible, bash, cfengine, chef, puppet or python");
}

void run_charm_init(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no charm name specified");
  refuse_surplus(words, 1);
  if (!session.arguments.given("with"))
    throw UsageError(fmt::format("no tool specified: --with one of {}", fmt::join(authoring::init_tools(), ", ")));
  auto folder = (session.surroundings.working_directory / words.front()).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const auto files = authoring::init_charm(folder, session.arguments.text("with"));
  for (const auto& file : files) session.print((folder / file).string() + "\n");
  session.console.info(fmt::format("Next: \"{0} charm lint {1}\", \"{0} add-charm {2}{1}\"", session.surroundings.program,
                                   words.front(), words.front().find('/') == std::string::npos ? "./" : ""));
}

} // namespace

Command charm_init_command() {
  return {.name = "charm init",
          .aliases = {},
          .arguments = "<name> --with <tool>",
          .purpose = "Begins a charm.",
          .details =
              R"(A folder of that name is made, with all that a charm has: metadata.yaml, config.yaml, manifest.yaml, a README,
and the programs that run when something happens to its unit. It can be added to a model as it is. The
name may be a path, whose last part is the charm's name. Nothing that exists is written over.

With bash the programs are hooks (hooks/), with python one program (dispatch) that every event comes to. With
puppet, chef, cfengine and ansible, charm.yaml says which class, recipe, bundle or playbook an event runs; what
the tool is given and how it publishes is told in charm-sdk/adapters/README.md. The charm's install script gets
the tool from the machine's packages; Chef has to be there already.)",
          .examples = "{program} charm init wiki --with bash\n{program} charm init charms/wiki --with puppet",
          .see_also = {"charm lint", "charm pack", "add-charm"},
          .declare = declare_charm_init,
          .run = run_charm_init};
}

} // namespace periapt::cli
