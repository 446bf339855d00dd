#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `relation log`
Command relation_log_command();

} // namespace periapt::cli
