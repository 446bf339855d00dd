#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `bind`
Command bind_command();

} // namespace periapt::cli
