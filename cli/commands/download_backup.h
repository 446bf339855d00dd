#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command download_backup_command();

} // namespace periapt::cli
