#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `spaces`
Command spaces_command();

} // namespace periapt::cli
