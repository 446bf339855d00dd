#include "cli/upgrade_words.h"

#include "core/binary_version.h"
#include "core/error.h"

#include <fmt/format.h>

namespace periapt::cli {

void declare_upgrade(OptionSet& options) {
  options.value("agent-stream", "NAME", "accepted; there is one")
      .value("agent-version", "VERSION", "the version that is wanted")
      .flag("dry-run", "only say what there is")
      .flag("ignore-agent-versions", "accepted")
      .flag("reset-previous-upgrade", "accepted; none is ever under way")
      .value("timeout", "DURATION", "accepted", "10m0s")
      .flag("yes,y", "do not ask");
}

void tell_upgrades(Session& session, const std::string& what) {
  session.arguments.duration("timeout");
  const std::string now = binary_version();
  const auto wanted = session.arguments.text("agent-version");
  // "3.6.1-ubuntu-amd64" is asked for as "3.6.1" too.
  if (!wanted.empty() && now != wanted && !now.starts_with(wanted + "-"))
    throw make_error(ErrorKind::not_found, "cannot upgrade {}: no version \"{}\" here, it runs {}", what, wanted, now);
  session.console.info("no upgrades available");
}

} // namespace periapt::cli
