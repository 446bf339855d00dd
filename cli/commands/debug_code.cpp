#include "cli/commands/debug_code.h"

#include "cli/debug_session.h"
#include "cli/ssh_words.h"

namespace periapt::cli {

namespace {

void declare_debug_code(OptionSet& options) {
  declare_ssh(options);
  options.value("at", "NAMES", "where the charm stops: the value of JUJU_DEBUG_AT", "all");
}

void run_debug_code(Session& session) { run_debug_session(session, session.arguments.text("at")); }

} // namespace

Command debug_code_command() {
  return {.name = "debug-code",
          .aliases = {},
          .arguments = "<unit name> [hook or action names]",
          .purpose = "Runs a unit's hooks and actions on this terminal, under their debugger.",
          .details = R"(As debug-hooks, but the hook itself is started, with JUJU_DEBUG_AT set: charms that know it stop at the
breakpoints named there. Its exit status is the hook's.)",
          .examples = "{program} debug-code wordpress/0\n"
                      "{program} debug-code --at=hook wordpress/0 config-changed",
          .see_also = {"debug-hooks", "ssh"},
          .declare = declare_debug_code,
          .run = run_debug_code,
          .options_first = true};
}

} // namespace periapt::cli
