// `upgrade-controller`: whether the controller can be made newer.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command upgrade_controller_command();

} // namespace periapt::cli
