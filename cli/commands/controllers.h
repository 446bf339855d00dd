#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `controllers`
Command controllers_command();

} // namespace periapt::cli
