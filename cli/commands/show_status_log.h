#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-status-log`
Command show_status_log_command();

} // namespace periapt::cli
