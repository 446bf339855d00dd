#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command remove_user_command();

} // namespace periapt::cli
