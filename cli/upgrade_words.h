// `upgrade-model` and `upgrade-controller`: agents are started from the controller's own program, so that a model never
// lags behind and a controller changes with what is installed. Threads: one.
#pragma once

#include "cli/options.h"
#include "cli/session.h"

namespace periapt::cli {

void declare_upgrade(OptionSet& options);

/// Says that there is nothing newer. Throws Error(not_found) for a version that is not the one there is.
void tell_upgrades(Session& session, const std::string& what);

} // namespace periapt::cli
