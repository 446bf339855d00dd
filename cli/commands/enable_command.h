#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `enable-command`
Command enable_command_command();

} // namespace periapt::cli
