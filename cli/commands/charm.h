// `charm`: the group of commands for those who write charms. Its members are named "charm build", "charm pack", …
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_command();

} // namespace periapt::cli
