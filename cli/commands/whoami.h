#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `whoami`
Command whoami_command();

} // namespace periapt::cli
