#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-storage-pool`
Command remove_storage_pool_command();

} // namespace periapt::cli
