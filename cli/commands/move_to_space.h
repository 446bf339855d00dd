#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `move-to-space`
Command move_to_space_command();

} // namespace periapt::cli
