#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-unit`
Command remove_unit_command();

} // namespace periapt::cli
