#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `ssh`
Command ssh_command();

} // namespace periapt::cli
