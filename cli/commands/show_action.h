#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-action`
Command show_action_command();

} // namespace periapt::cli
