#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `create-storage-pool`
Command create_storage_pool_command();

} // namespace periapt::cli
