#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command login_command();

} // namespace periapt::cli
