#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `exec`
Command exec_command();

} // namespace periapt::cli
