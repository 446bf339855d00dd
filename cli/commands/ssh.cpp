#include "cli/commands/ssh.h"

#include "cli/machine_place.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/ssh_words.h"

namespace periapt::cli {

namespace {

void run_ssh(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no target name specified");
  auto model = session.model();
  const auto place = machine_place(session, model, without_user(words.front()));
  const auto command = command_behind_target({words.begin() + 1, words.end()});
  std::vector<std::string> shell{"bash", "-l"};
  if (!command.empty()) shell = {"bash", "-c", fmt::format("{}", fmt::join(command, " "))};
  become(place, shell, login_environment(place, session.surroundings.environment));
}

} // namespace

Command ssh_command() {
  return {.name = "ssh",
          .aliases = {},
          .arguments = "[<user>@]<target> [<ssh options>] [<command>]",
          .purpose = "Opens a shell on a machine, or runs a command there.",
          .details =
              R"(The target is a machine's number, a unit, or an application's leader (wordpress/leader). On a local machine
it is a shell in the machine's folder, with the rights of the machine's programs; options for ssh and the
user's name are accepted, and not needed. What stands behind the target is joined with spaces and given to a
shell. Input and output are the shell's own, and so is the exit status.)",
          .examples = "{program} ssh wordpress/0\n"
                      "{program} ssh wordpress/leader -- 'tail -f /var/log/juju/*'\n"
                      "echo text | {program} ssh 0 'cat > note.txt'",
          .see_also = {"scp", "exec"},
          .declare = declare_ssh,
          .run = run_ssh,
          .options_first = true};
}

} // namespace periapt::cli
