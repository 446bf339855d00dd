#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `debug-log`
Command debug_log_command();

} // namespace periapt::cli
