#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `consume`
Command consume_command();

} // namespace periapt::cli
