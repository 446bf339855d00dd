#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `upgrade-controller`
Command upgrade_controller_command();

} // namespace periapt::cli
