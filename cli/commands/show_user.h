#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command show_user_command();

} // namespace periapt::cli
