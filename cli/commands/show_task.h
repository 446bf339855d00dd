#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-task`
Command show_task_command();

} // namespace periapt::cli
