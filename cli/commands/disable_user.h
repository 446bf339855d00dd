#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command disable_user_command();

} // namespace periapt::cli
