#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `set-constraints`
Command set_constraints_command();

} // namespace periapt::cli
