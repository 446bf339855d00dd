#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `run`
Command run_command();

} // namespace periapt::cli
