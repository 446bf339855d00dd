#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `relation show`
Command relation_show_command();

} // namespace periapt::cli
