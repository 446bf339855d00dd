#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `unregister`
Command unregister_command();

} // namespace periapt::cli
