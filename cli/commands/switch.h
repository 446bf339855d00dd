#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `switch`
Command switch_command();

} // namespace periapt::cli
