#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command restore_backup_command();

} // namespace periapt::cli
