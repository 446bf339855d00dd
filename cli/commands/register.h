#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command register_command();

} // namespace periapt::cli
