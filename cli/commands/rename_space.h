#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `rename-space`
Command rename_space_command();

} // namespace periapt::cli
