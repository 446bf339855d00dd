// `help-action-commands`: what actions can call besides.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command help_action_commands_command();

} // namespace periapt::cli
