#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-machine`
Command add_machine_command();

} // namespace periapt::cli
