#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command enable_user_command();

} // namespace periapt::cli
