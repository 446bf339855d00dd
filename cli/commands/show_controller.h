#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-controller`
Command show_controller_command();

} // namespace periapt::cli
