#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `resolved`
Command resolved_command();

} // namespace periapt::cli
