#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-space`
Command add_space_command();

} // namespace periapt::cli
