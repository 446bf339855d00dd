#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `wait-for`
Command wait_for_command();

} // namespace periapt::cli
