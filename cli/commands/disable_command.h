#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `disable-command`
Command disable_command_command();

} // namespace periapt::cli
