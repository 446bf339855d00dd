#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-cloud`
Command add_cloud_command();

} // namespace periapt::cli
