#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command add_user_command();

} // namespace periapt::cli
