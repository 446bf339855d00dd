#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-secret`
Command show_secret_command();

} // namespace periapt::cli
