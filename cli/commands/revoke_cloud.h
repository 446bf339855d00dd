#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command revoke_cloud_command();

} // namespace periapt::cli
