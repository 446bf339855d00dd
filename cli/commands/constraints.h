#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `constraints`
Command constraints_command();

} // namespace periapt::cli
