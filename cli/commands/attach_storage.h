#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `attach-storage`
Command attach_storage_command();

} // namespace periapt::cli
