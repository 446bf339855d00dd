#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `expose`
Command expose_command();

} // namespace periapt::cli
