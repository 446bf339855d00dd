#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `debug-hooks`
Command debug_hooks_command();

} // namespace periapt::cli
