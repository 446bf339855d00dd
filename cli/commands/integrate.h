#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `integrate`
Command integrate_command();

} // namespace periapt::cli
