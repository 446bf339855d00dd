#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `controller-config`
Command controller_config_command();

} // namespace periapt::cli
