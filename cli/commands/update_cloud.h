#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `update-cloud`
Command update_cloud_command();

} // namespace periapt::cli
