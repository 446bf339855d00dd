#include "cli/commands/debug_hooks.h"

#include "cli/debug_session.h"
#include "cli/ssh_words.h"

namespace periapt::cli {

namespace {

void run_debug_hooks(Session& session) { run_debug_session(session, std::nullopt); }

} // namespace

Command debug_hooks_command() {
  return {.name = "debug-hooks",
          .aliases = {"debug-hook"},
          .arguments = "<unit name> [hook or action names]",
          .purpose = "Opens a shell in place of a unit's hooks and actions.",
          .details = R"(Each hook or action of these names (all of them, if none is given) that the unit would run waits for a shell on
this terminal (in tmux, where that is installed), in the charm's folder, with the hook's environment and tools. The
hook itself is run with $JUJU_DEBUG/hook.sh, or not at all: the unit goes on when the shell ends, and takes its exit
status for the hook's. When this command is interrupted or killed, what waits runs by itself.)",
          .examples = "{program} debug-hooks wordpress/0\n"
                      "{program} debug-hooks wordpress/leader config-changed db-relation-changed",
          .see_also = {"debug-code", "ssh", "resolved"},
          .declare = declare_ssh,
          .run = run_debug_hooks,
          .options_first = true};
}

} // namespace periapt::cli
