#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-secret`
Command remove_secret_command();

} // namespace periapt::cli
