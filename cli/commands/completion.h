#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command completion_command();

} // namespace periapt::cli
