#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command wait_command();

} // namespace periapt::cli
