#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-cloud`
Command remove_cloud_command();

} // namespace periapt::cli
