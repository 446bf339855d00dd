#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command users_command();

} // namespace periapt::cli
