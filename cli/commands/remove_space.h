#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-space`
Command remove_space_command();

} // namespace periapt::cli
