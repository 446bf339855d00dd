#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `refresh`
Command refresh_command();

} // namespace periapt::cli
