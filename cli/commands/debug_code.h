#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `debug-code`
Command debug_code_command();

} // namespace periapt::cli
