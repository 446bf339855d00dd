#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `relation`
Command relation_command();

} // namespace periapt::cli
