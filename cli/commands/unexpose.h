#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `unexpose`
Command unexpose_command();

} // namespace periapt::cli
