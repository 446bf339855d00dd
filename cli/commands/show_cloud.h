#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-cloud`
Command show_cloud_command();

} // namespace periapt::cli
