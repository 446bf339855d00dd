#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `machines`
Command machines_command();

} // namespace periapt::cli
