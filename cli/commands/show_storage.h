#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-storage`
Command show_storage_command();

} // namespace periapt::cli
