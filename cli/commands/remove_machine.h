// remove-machine: takes machines away. Rule: contract/cli.md 2.24.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command remove_machine_command();

} // namespace periapt::cli
