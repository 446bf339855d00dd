#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `promises`
Command promises_command();

} // namespace periapt::cli
