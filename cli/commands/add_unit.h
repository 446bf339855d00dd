#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-unit`
Command add_unit_command();

} // namespace periapt::cli
