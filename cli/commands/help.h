#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `help`
Command help_command();

} // namespace periapt::cli
