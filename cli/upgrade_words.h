// `upgrade-model` and `upgrade-controller`: agents are always the controller's own release, and the controller is the
// programs that are installed, so there is never anything to fetch. Rule: contract/cli.md 4.
#pragma once

#include "cli/session.h"

#include <string>

namespace periapt::cli {

void declare_upgrade(OptionSet& options);
/// Tells that nothing is newer. Throws Error(invalid) for --agent-version of another release than `running`.
void answer_upgrade(Session& session, const std::string& running);

} // namespace periapt::cli
