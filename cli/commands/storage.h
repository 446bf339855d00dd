#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `storage`
Command storage_command();

} // namespace periapt::cli
