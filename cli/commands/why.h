#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `why`
Command why_command();

} // namespace periapt::cli
