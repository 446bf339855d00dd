#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command change_user_password_command();

} // namespace periapt::cli
