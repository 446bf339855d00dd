#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command create_backup_command();

} // namespace periapt::cli
