#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `disabled-commands`
Command disabled_commands_command();

} // namespace periapt::cli
