#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-machine`
Command show_machine_command();

} // namespace periapt::cli
