#include "cli/upgrade_words.h"

#include "core/error.h"

namespace periapt::cli {

void declare_upgrade(OptionSet& options) {
  options.value("agent-stream", "STREAM", "accepted")
      .value("agent-version", "VERSION", "the release to go to: only the one that runs can be named")
      .flag("dry-run", "accepted: nothing is ever changed")
      .flag("ignore-agent-versions", "accepted")
      .flag("reset-previous-upgrade", "accepted")
      .value("timeout", "DURATION", "accepted", "10m0s")
      .flag("yes,y", "accepted");
}

void answer_upgrade(Session& session, const std::string& running) {
  session.arguments.duration("timeout");
  const auto wanted = session.arguments.text("agent-version");
  if (!wanted.empty() && wanted != running)
    throw make_error(ErrorKind::invalid,
                     "cannot upgrade to \"{}\": {} runs, and agents are always of their controller's release; install that "
                     "release and start the controller again",
                     wanted, running);
  session.console.info("no upgrades available");
}

} // namespace periapt::cli
