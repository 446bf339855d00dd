#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-charm`
Command add_charm_command();

} // namespace periapt::cli
