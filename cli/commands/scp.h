#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `scp`
Command scp_command();

} // namespace periapt::cli
