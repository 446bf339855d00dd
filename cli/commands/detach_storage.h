#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `detach-storage`
Command detach_storage_command();

} // namespace periapt::cli
