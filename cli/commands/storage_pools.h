#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `storage-pools`
Command storage_pools_command();

} // namespace periapt::cli
