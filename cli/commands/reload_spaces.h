#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `reload-spaces`
Command reload_spaces_command();

} // namespace periapt::cli
