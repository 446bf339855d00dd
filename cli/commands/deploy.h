#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `deploy`
Command deploy_command();

/// What `add-charm` shares with it.
void declare_deploy(OptionSet& options);
void run_deploy(Session& session);

} // namespace periapt::cli
