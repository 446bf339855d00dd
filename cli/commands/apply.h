#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command apply_command();

} // namespace periapt::cli
