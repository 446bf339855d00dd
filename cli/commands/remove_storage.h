#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-storage`
Command remove_storage_command();

} // namespace periapt::cli
