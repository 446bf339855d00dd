#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-operation`
Command show_operation_command();

} // namespace periapt::cli
