#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `enable-destroy-controller`
Command enable_destroy_controller_command();

} // namespace periapt::cli
