// `charm replay`: runs a hook again, against what was recorded of it. Rule: issue 4, item 6.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_replay_command();

} // namespace periapt::cli
