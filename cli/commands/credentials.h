#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `credentials`
Command credentials_command();

} // namespace periapt::cli
