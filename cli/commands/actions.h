#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `actions`
Command actions_command();

} // namespace periapt::cli
