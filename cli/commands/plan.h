#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command plan_command();

} // namespace periapt::cli
