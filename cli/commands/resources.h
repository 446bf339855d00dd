#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `resources`
Command resources_command();

} // namespace periapt::cli
