#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `operations`
Command operations_command();

} // namespace periapt::cli
