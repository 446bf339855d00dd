#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `preview`
Command preview_command();

} // namespace periapt::cli
