#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `update-storage-pool`
Command update_storage_pool_command();

} // namespace periapt::cli
