#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command logout_command();

} // namespace periapt::cli
