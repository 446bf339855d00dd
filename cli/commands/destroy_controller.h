#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `destroy-controller`
Command destroy_controller_command();

} // namespace periapt::cli
