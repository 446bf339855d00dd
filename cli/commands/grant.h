#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command grant_command();

} // namespace periapt::cli
