// `charm replay`: runs a hook again, against what was recorded of it.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_replay_command();

} // namespace periapt::cli
