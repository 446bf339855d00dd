#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `kill-controller`
Command kill_controller_command();

} // namespace periapt::cli
