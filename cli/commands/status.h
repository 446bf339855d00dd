#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `status`
Command status_command();

} // namespace periapt::cli
