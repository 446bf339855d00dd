#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `offers`
Command offers_command();

} // namespace periapt::cli
