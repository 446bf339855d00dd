#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `bootstrap`
Command bootstrap_command();

} // namespace periapt::cli
