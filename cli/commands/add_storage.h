#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-storage`
Command add_storage_command();

} // namespace periapt::cli
