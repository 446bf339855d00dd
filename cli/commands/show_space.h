#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-space`
Command show_space_command();

} // namespace periapt::cli
