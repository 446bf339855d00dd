#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-secret`
Command add_secret_command();

} // namespace periapt::cli
