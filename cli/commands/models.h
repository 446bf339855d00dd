#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `models`
Command models_command();

} // namespace periapt::cli
