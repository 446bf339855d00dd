#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-unit`
Command show_unit_command();

} // namespace periapt::cli
