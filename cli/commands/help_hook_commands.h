// `help-hook-commands`: what hooks can call.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command help_hook_commands_command();

} // namespace periapt::cli
