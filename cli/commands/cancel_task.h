#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `cancel-task`
Command cancel_task_command();

} // namespace periapt::cli
