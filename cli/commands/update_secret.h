#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `update-secret`
Command update_secret_command();

} // namespace periapt::cli
