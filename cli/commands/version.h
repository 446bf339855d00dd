#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `version`
Command version_command();

} // namespace periapt::cli
